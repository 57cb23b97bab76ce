export interface PackageJson {
  name: string;
  version: string;
  description: string;
  license: string;
  type: string;
  engines: Record<string, string>;
  dependencies: Record<string, string>;
}

export interface PackageLock {
  name: string;
  version: string;
  packages: Record<string, LockedPackage>;
}

interface LockedPackage {
  dev?: boolean;
  [field: string]: unknown;
}

/** The package as it is installed beside fail2ban: what the sidecar needs at run time, and nothing that builds it. */
export function productionManifest({ name, version, description, license, type, engines, dependencies }: PackageJson) {
  return { name, version, description, license, private: true, type, engines, dependencies };
}

/** The lock file without what only development needs; `npm ci` wants it to agree with the package.json beside it. */
export function productionLock(lock: PackageLock, manifest: ReturnType<typeof productionManifest>): PackageLock {
  const { name, version, license, engines, dependencies } = manifest;
  const kept = Object.entries(lock.packages).filter(([folder, locked]) => folder !== '' && locked.dev !== true);
  return { ...lock, packages: { '': { name, version, license, dependencies, engines }, ...Object.fromEntries(kept) } };
}

/** The folders of the packages that the sidecar loads, nested ones after those around them. */
export function productionFolders(lock: PackageLock): string[] {
  return Object.keys(lock.packages).filter((folder) => folder !== '' && lock.packages[folder]?.dev !== true).sort();
}
