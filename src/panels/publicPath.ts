import self from 'amd-module';
import { APP_ID } from '../constants';
import { appFolder } from './appFolder';

/** Lazy parts lie with those of the app: they come from its address, wherever Grafana has that. */
const folder = appFolder(self?.uri ?? '', APP_ID);
if (folder) {
  __webpack_public_path__ = folder;
}
