import type { ConfigAccess } from '../../../pkg/contract/configChanges';
import type { Rights } from '../../api/useRights';

/** Whose configuration it is, and what the person and the host allow. */
export interface Standing {
  uid: string;
  rights: Rights;
  /** Null until the sidecar has told. */
  access: ConfigAccess | null;
}
