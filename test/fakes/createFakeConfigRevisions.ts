import type { ConfigRevision, ConfigRevisionsPort } from '../../pkg/services/ports/configRevisionsPort';

/** Revisions in memory. */
export function createFakeConfigRevisions() {
  const revisions: ConfigRevision[] = [];
  const port: ConfigRevisionsPort = {
    beginConfigRevision: async (revision) => revisions.push({ ...revision, id: revisions.length + 1, outcome: null }),
    async endConfigRevision(id, outcome) {
      const revision = revisions.find((candidate) => candidate.id === id);
      if (revision) {
        revision.outcome ??= outcome;
      }
    },
    configRevisions: async (path, limit, beforeId = Infinity) =>
      revisions
        .filter((revision) => revision.id < beforeId && (path === null || revision.path === path))
        .reverse()
        .slice(0, limit),
    configRevision: async (id) => revisions.find((revision) => revision.id === id) ?? null,
    configRevisionHeads: async (from, to, limit) =>
      revisions
        .filter(({ at }) => at >= from && at <= to)
        .reverse()
        .slice(0, limit)
        .map(({ before: _before, after: _after, ...head }) => head),
    openConfigRevisions: async () => revisions.filter(({ outcome }) => outcome === null),
  };
  return { port, revisions };
}
