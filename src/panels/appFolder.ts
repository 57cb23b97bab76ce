/**
 * The folder of the app from the address of a panel's module, or null. Grafana serves every nested plugin under its own id,
 * and a CDN serves it from its place in the app's folder.
 */
export function appFolder(uri: string, appId: string): string | null {
  const [, outer, name] = /^(.*\/)([^/]+)\/[^/]*$/.exec(uri) ?? [];
  if (outer === undefined || name === undefined) {
    return null;
  }
  return outer.endsWith(`/${appId}/panels/`) ? outer.slice(0, -'panels/'.length) : `${outer}${appId}/`;
}
