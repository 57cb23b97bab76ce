import { findFail2ban } from '../stack/fail2banPackage';

/** The package is fetched once, before test files start side by side. */
export async function setup(): Promise<void> {
  await findFail2ban();
}
