import self from 'amd-module';

/**
 * Lazy parts come from where this file came from: Grafana may live under a sub-path, or plugins on a CDN.
 * Without an address the build's own public path stays.
 */
const folder = self?.uri?.slice(0, self.uri.lastIndexOf('/') + 1);
if (folder) {
  __webpack_public_path__ = folder;
}
