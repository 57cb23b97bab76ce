/** Where the plugin server listens: a path begins with a slash, anything else is host:port. */
export type PluginAddress = { kind: 'unix'; path: string } | { kind: 'tcp'; hostPort: string };

export function pluginAddress(setting: string): PluginAddress {
  return setting.startsWith('/') ? { kind: 'unix', path: setting } : { kind: 'tcp', hostPort: setting };
}
