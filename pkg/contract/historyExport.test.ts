import { expect, it } from 'vitest';
import { historyExportRequestSchema } from './historyExport';
import { LAST_MOMENT } from './lastMoment';

it('knows no time that a calendar cannot write', () => {
  expect(historyExportRequestSchema.parse({ format: 'csv', from: '0', to: String(LAST_MOMENT) })).toMatchObject({ to: LAST_MOMENT });
  expect(new Date(LAST_MOMENT * 1000).toISOString()).toBe('9999-12-31T23:59:59.000Z');
  for (const name of ['from', 'to']) {
    expect(historyExportRequestSchema.safeParse({ format: 'csv', [name]: '9007199254740991' }).success).toBe(false);
  }
});
