import type { ConfigMoment } from '../../services/config/createConfigMoments';
import type { Annotation } from './annotationsFrame';
import { annotationsFrame } from './annotationsFrame';
import type { Frame } from './frame';

type Told = Pick<ConfigMoment, 'path' | 'filter'> & { jail: string };

const HAPPENED: Record<string, (told: Told) => string> = {
  set_options: ({ jail }) => `Options of jail ${jail} changed`,
  create_jail: ({ jail }) => `Jail ${jail} created`,
  copy_jail: ({ jail }) => `Jail ${jail} created as a copy`,
  import_jail: ({ jail }) => `Jail ${jail} imported`,
  activate_jail: ({ jail }) => `Jail ${jail} activated`,
  deactivate_jail: ({ jail }) => `Jail ${jail} deactivated`,
  delete_jail: ({ jail }) => `Jail ${jail} deleted`,
  set_filter: ({ filter }) => `Filter ${filter} changed`,
  create_filter: ({ filter }) => `Filter ${filter} created`,
  import_filter: ({ filter }) => `Filter ${filter} imported`,
  delete_filter: ({ filter }) => `Filter ${filter} deleted`,
  edit_file: ({ path }) => `${path} edited`,
  restore: ({ path }) => `${path} restored`,
  rollback: ({ path }) => `${path} taken back`,
  outside: ({ path }) => `${path} changed outside of BanGUI`,
};
const ENDED: Record<NonNullable<ConfigMoment['result']> | 'pending', string> = {
  pending: 'under way',
  applied: 'applied',
  rolled_back: 'refused by fail2ban, and taken back',
  recovered_new: 'the sidecar was killed meanwhile, and found it done',
  recovered_old: 'the sidecar was killed meanwhile, and found it undone',
  left_alone: 'neither done nor undone: somebody else had changed the file',
  outside: 'noticed later',
};

/** Never what was changed. `isVisitor`: neither who did it nor why, as a public dashboard may be read by anybody. */
export function configAnnotations(refId: string, changes: readonly ConfigMoment[], more: boolean, isVisitor: boolean): Frame {
  return annotationsFrame(refId, changes.map((change) => toAnnotation(change, isVisitor)), more);
}

function toAnnotation({ at, actor, reason, kind, path, jails, filter, result }: ConfigMoment, isVisitor: boolean): Annotation {
  const [jail = ''] = jails;
  const happened = Object.hasOwn(HAPPENED, kind) ? HAPPENED[kind]?.({ jail, path, filter }) : undefined;
  const by = actor === '' || isVisitor ? '' : ` by ${actor}`;
  const why = reason === '' || isVisitor ? [] : [reason];
  return {
    time: at,
    timeEnd: null,
    title: `${happened ?? `${path}: ${kind}`}${by}`,
    text: [...why, path, ENDED[result ?? 'pending']].join('; '),
    tags: ['config', kind, ...(filter === null ? [] : [filter]), ...jails],
  };
}
