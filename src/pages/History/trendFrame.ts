import type { DataFrame, Field } from '@grafana/data';
import { FieldType } from '@grafana/data';
import { t } from '@grafana/i18n';
import type { TrendGroup, TrendResponse } from '../../../pkg/contract/history';
import { asnText } from '../../components/asnText';
import { countryName } from '../../components/countryName';
import { trendSeries } from './trendSeries';

const BARS = { drawStyle: 'bars', barAlignment: 1, lineWidth: 0, fillOpacity: 80, stacking: { mode: 'normal', group: 'bans' } };
const DASHES = { drawStyle: 'line', lineInterpolation: 'stepAfter', lineWidth: 2, lineStyle: { fill: 'dash', dash: [6, 6] }, fillOpacity: 0, stacking: { mode: 'none' } };

/** The frame that Grafana's time series panel draws. */
export function trendFrame(response: TrendResponse): DataFrame {
  const { times, series, others, before } = trendSeries(response);
  const fields: Field[] = [
    { name: 'time', type: FieldType.time, config: {}, values: times.map((time) => time * 1000) },
    ...series.map(({ key, counts }) => numbers(keyName(response.by, key), counts, BARS)),
  ];
  if (series.length === 0) {
    fields.push(numbers(t('trend.bans', 'Bans'), times.map(() => 0), BARS));
  }
  if (others) {
    fields.push({ ...numbers(t('trend.others', 'Others'), others, BARS) });
  }
  if (before) {
    fields.push(numbers(t('trend.before', 'Time before'), before, DASHES));
  }
  return { name: 'bans', fields, length: times.length };
}

function numbers(displayName: string, values: number[], custom: object): Field {
  return { name: displayName, type: FieldType.number, config: { displayName, custom }, values };
}

function keyName(by: TrendGroup, key: string | null): string {
  if (key === null) {
    return t('trend.unknown', 'Unknown');
  }
  switch (by) {
    case 'jail':
      return key;
    case 'country':
      return countryName(key);
    case 'asn':
      return asnText(key, null);
  }
}
