import type { FieldConfig } from './frame';

/** From an address to its page in the app; Grafana fills in the value of the cell. */
export function addressLink(dataSourceUid: string): NonNullable<FieldConfig['links']> {
  return [{ title: 'Everything about ${__value.text}', url: `/a/bangui-fail2ban-app/addresses/\${__value.text:percentencode}?ds=${encodeURIComponent(dataSourceUid)}` }];
}
