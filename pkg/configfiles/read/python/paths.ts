/** `os.path.join(folder, name)`: an absolute name stands for itself. */
export function joined(folder: string, name: string): string {
  return name.startsWith('/') ? name : folder === '' || folder.endsWith('/') ? folder + name : `${folder}/${name}`;
}

/** `os.path.dirname(path)`. */
export function dirname(path: string): string {
  const folder = path.slice(0, path.lastIndexOf('/') + 1);
  return /[^/]/.test(folder) ? folder.replace(/\/+$/, '') : folder;
}

/** `os.path.splitext(path)[0]`: a name that only begins with dots has no extension. */
export function withoutExtension(path: string): string {
  const name = path.slice(path.lastIndexOf('/') + 1);
  const bare = name.replace(/^\.+/, '');
  const dot = bare.lastIndexOf('.');
  return dot === -1 ? path : path.slice(0, path.length - (bare.length - dot));
}

/** `os.path.abspath` for a server that lives in the root folder. */
export function fromRoot(path: string): string {
  const parts: string[] = [];
  for (const part of path.split('/')) {
    part === '..' ? parts.pop() : part === '' || part === '.' || parts.push(part);
  }
  return `/${parts.join('/')}`;
}
