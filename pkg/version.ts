import { version } from '../package.json';

export const SIDECAR_VERSION = version;
