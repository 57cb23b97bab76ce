import { t } from '@grafana/i18n';
import { EmptyState, Pagination, RadioButtonGroup, Stack } from '@grafana/ui';
import { useState } from 'react';
import { useSearchParams } from 'react-router-dom';
import type { ConfigJailSummary } from '../../../../pkg/contract/configReading';
import { useConfigJails } from '../../../api/configQueries';
import { DataTable } from '../../../components/DataTable';
import { QueryRegion } from '../../../components/QueryRegion';
import { SearchInput } from '../../../components/SearchInput';
import { readSearch, writeSearch } from '../../../routing';
import { testIds } from '../../../testIds';
import { useChangeDialog } from '../change/useChangeDialog';
import { ConfigButton } from '../ConfigButton';
import { ImportDialog } from '../transfer/ImportDialog';
import { ProblemList } from '../ProblemList';
import type { Standing } from '../standing';
import { configJailColumns } from './configJailColumns';
import { questionOf } from './jailChanges';
import type { NewJail } from './NewJailDialog';
import { NewJailDialog } from './NewJailDialog';
import { stateName } from './stateName';
import { useRunning } from './useRunning';

const STATES = ['all', 'active', 'inactive', 'broken'] as const;
const PAGE_SIZE = 25;
type ShownState = (typeof STATES)[number];

/** Every jail of the configuration, also those that do not run. */
export function JailsTab({ standing }: { standing: Standing }) {
  const { uid, rights } = standing;
  const [importing, setImporting] = useState(false);
  const [params, setParams] = useSearchParams();
  const jails = useConfigJails(uid);
  const runningOf = useRunning(uid);
  const { choose, dialog } = useChangeDialog(uid);
  const [fresh, setFresh] = useState<NewJail | null>(null);
  const search = readSearch(params);
  const shown = STATES.find((state) => state === params.get('state')) ?? 'all';
  const show = (state: ShownState) =>
    setParams(
      (current) => {
        const next = new URLSearchParams(current);
        next.set('state', state);
        next.delete('page');
        if (state === 'all') {
          next.delete('state');
        }
        return next;
      },
      { replace: true }
    );
  const toPage = (page: number) =>
    setParams((current) => {
      const next = new URLSearchParams(current);
      next.set('page', String(page));
      return next;
    });
  return (
    <Stack direction="column" gap={2}>
      <Stack direction="row" gap={1} wrap="wrap" alignItems="center">
        <SearchInput
          value={search}
          label={t('config-jails.search', 'Search by name or filter')}
          placeholder={t('config-jails.search-placeholder', 'Name of a jail or filter')}
          onChange={(text) =>
            setParams(
              (current) => {
                const next = writeSearch(current, text);
                next.delete('page');
                return next;
              },
              { replace: true }
            )
          }
        />
        <RadioButtonGroup aria-label={t('config-jails.states', 'Which jails')} value={shown} onChange={show} options={STATES.map((value) => ({ value, label: optionText(value, jails.data?.jails ?? []) }))} />
        <ConfigButton standing={standing} size="md" icon="plus" onClick={() => setFresh({ from: null })}>
          {t('config-jails.new', 'New jail')}
        </ConfigButton>
        {rights.can('configure') && (
          <ConfigButton standing={standing} size="md" icon="upload" onClick={() => setImporting(true)}>
            {t('transfer.import', 'Import')}
          </ConfigButton>
        )}
      </Stack>
      <QueryRegion query={jails}>
        {({ jails: all, problems }) => {
          const found = all.filter((jail) => (shown === 'all' || jail.state === shown) && matches(jail, search)).sort(byState);
          const pages = Math.max(1, Math.ceil(found.length / PAGE_SIZE));
          const page = Math.min(pages, Math.max(1, Math.floor(Number(params.get('page'))) || 1));
          const rows = found.slice((page - 1) * PAGE_SIZE, page * PAGE_SIZE);
          const troubled = rows.some(({ name, problems: own }) => own.length > 0 || (runningOf(name).missing?.words ?? null) !== null);
          return (
            <Stack direction="column" gap={2}>
              <ProblemList standing={standing} problems={problems} />
              {found.length === 0 ? (
                <EmptyState variant="not-found" hideImage message={t('config-jails.none', 'The configuration has no such jail')} />
              ) : (
                <>
                  <DataTable
                    label={t('config-jails.title', 'Jails of the configuration')}
                    columns={configJailColumns({ standing, runningOf, troubled, onChange: (act, jail) => choose(questionOf(act, jail, runningOf(jail.name).bans)), onCopy: (from) => setFresh({ from }) })}
                    rows={rows}
                    rowKey={({ name }) => name}
                    narrowBelow={900}
                    data-testid={testIds.configJails}
                  />
                  <Pagination currentPage={page} numberOfPages={pages} onNavigate={toPage} hideWhenSinglePage />
                </>
              )}
            </Stack>
          );
        }}
      </QueryRegion>
      {fresh && (
        <NewJailDialog
          uid={uid}
          from={fresh.from}
          isOpen={dialog === null}
          onClose={() => setFresh(null)}
          onChosen={choose}
        />
      )}
      {importing && <ImportDialog uid={uid} onClose={() => setImporting(false)} />}
      {dialog}
    </Stack>
  );
}

function matches({ name, filter }: ConfigJailSummary, search: string): boolean {
  return [name, filter ?? ''].some((text) => text.toLowerCase().includes(search.toLowerCase()));
}

const RANK = { broken: 0, active: 1, inactive: 2 } as const;

/** What is enabled and broken first, then what runs. */
function byState(a: ConfigJailSummary, b: ConfigJailSummary): number {
  const rank = ({ state, enabled }: ConfigJailSummary) => (state === 'broken' && !enabled ? RANK.inactive : RANK[state]);
  return rank(a) - rank(b) || a.name.localeCompare(b.name);
}

function optionText(state: ShownState, jails: readonly ConfigJailSummary[]): string {
  const name = state === 'all' ? t('config-jails.all', 'All') : stateName(state);
  return jails.length === 0 ? name : `${name} ${jails.filter((jail) => state === 'all' || jail.state === state).length}`;
}
