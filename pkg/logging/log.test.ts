import { describe, expect, it } from 'vitest';
import { createLog } from './log';
import { guardProcess } from './guardProcess';

function collect() {
  const lines: string[] = [];
  return { lines, write: (line: string) => void lines.push(line), records: () => lines.map((line) => JSON.parse(line) as Record<string, unknown>) };
}

describe('the log', () => {
  it('writes one object a line with event, level word and UTC timestamp', () => {
    const sink = collect();
    createLog('info', sink).warn('something_happened', { jail: 'sshd' });
    expect(sink.lines).toHaveLength(1);
    expect(sink.records()[0]).toEqual({
      event: 'something_happened',
      level: 'warn',
      timestamp: expect.stringMatching(/^\d{4}-\d\d-\d\dT\d\d:\d\d:\d\d\.\d{3}Z$/),
      jail: 'sshd',
    });
  });

  it('stays below its level', () => {
    const sink = collect();
    const log = createLog('warn', sink);
    log.info('quiet');
    log.error('loud');
    expect(sink.records().map(({ event }) => event)).toEqual(['loud']);
  });

  it('never shows a secret, at the top or one level down', () => {
    const sink = collect();
    createLog('info', sink).info('request', { token: 's3cret', headers: { authorization: 'Bearer s3cret' } });
    expect(sink.lines.join('')).not.toContain('s3cret');
  });

  it('tells what an error was, and where', () => {
    const sink = collect();
    createLog('info', sink).error('request_failed', { error: new Error('broken pipe') });
    expect(sink.records()[0]).toMatchObject({ error: { type: 'Error', message: 'broken pipe', stack: expect.any(String) } });
  });
});

describe('guardProcess', () => {
  it("takes the place of Node's own printer, and gives it back", () => {
    const before = process.listeners('warning');
    const undo = guardProcess(createLog('info', collect()));
    expect(process.listeners('warning')).toHaveLength(1);
    expect(process.listeners('warning')).not.toEqual(before);
    undo();
    expect(process.listeners('warning')).toEqual(before);
  });
});
