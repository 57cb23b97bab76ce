import type { DataFrame, Field } from '@grafana/data';
import { describe, expect, it } from 'vitest';
import { linkedRows } from './linkedRows';

const URL = '/a/app/history?country=${__value.raw}';

/** What Grafana fills in for each row: nothing is no link. */
function urlsIn(frame: DataFrame): Array<string | undefined> {
  const field = frame.fields[0] as Field<string>;
  return field.values.map((value) => field.config.links?.[0]?.onBuildUrl?.({ origin: field, replaceVariables: (text) => text.replace('${__value.raw}', value) }));
}

function frameOf(name: string, values: string[]): DataFrame {
  const fields = [{ name: 'country', type: 'string', config: { links: [{ title: 'Show bans', url: URL }] }, values }];
  return { name, length: values.length, fields } as DataFrame;
}

describe('links from the rows of a top', () => {
  it('lead from what has a page, and from nothing else', () => {
    const { data } = linkedRows({ data: [frameOf('top', ['DE', 'unknown', 'others', 'ZZ'])] });
    expect(urlsIn(data[0] as DataFrame)).toEqual([URL, '', '', URL]);
  });

  it('are left as they are in other frames, and no frame is missed', () => {
    const frame = frameOf('jails', ['unknown']);
    expect(linkedRows({ data: [frame, undefined], key: 'x' })).toEqual({ data: [frame, undefined], key: 'x' });
  });
});
