import type { FieldConfig } from './frame';

type DataLinks = NonNullable<FieldConfig['links']>;

/** From a cell to the page of the app that tells more. */
export interface Links {
  address: DataLinks;
  network: DataLinks;
  jail: DataLinks;
  country: DataLinks;
  asn: DataLinks;
}

const APP = '/a/bangui-fail2ban-app';
// As the path of a page has it: Grafana's own encoding of values leaves a slash as it is.
const VALUE = '${__value.raw:percentencode}';

/** Pages of the host whose data source has this uid; Grafana puts the path it is served under before them. */
export function createLinks(uid: string): Links {
  const host = `ds=${encodeURIComponent(uid)}`;
  const links = (title: string, url: string): DataLinks => [{ title, url: `${APP}/${url}` }];
  return {
    address: links('Show address', `addresses/${VALUE}?${host}`),
    network: links('Show bans', `history?${host}&from=0&search=${VALUE}`),
    jail: links('Show jail', `jails/${VALUE}?${host}`),
    country: links('Show bans', `history?${host}&country=${VALUE}`),
    asn: links('Show bans', `history?${host}&asn=${VALUE}`),
  };
}
