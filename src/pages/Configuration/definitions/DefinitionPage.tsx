import { t } from '@grafana/i18n';
import { Stack, Text, TextLink } from '@grafana/ui';
import { useNavigate } from 'react-router-dom';
import type { ConfigDefinition } from '../../../../pkg/contract/configReading';
import type { DefinitionKind } from '../../../api/configEndpoints';
import { useDefinition, useDefinitions } from '../../../api/configQueries';
import { Card } from '../../../components/Card';
import { Fact, Facts } from '../../../components/Facts';
import { QueryRegion } from '../../../components/QueryRegion';
import { PLAIN } from '../../../i18n';
import { configUrl } from '../../../routing';
import { AdminsOnly } from '../AdminsOnly';
import { useChangeDialog } from '../change/useChangeDialog';
import { ConfigButton } from '../ConfigButton';
import { ProblemList } from '../ProblemList';
import type { Standing } from '../standing';
import { DefinitionFiles } from './DefinitionFiles';
import { CommandsNotice } from './CommandsNotice';
import { DefinitionOptions } from './DefinitionOptions';
import { mayChange } from './mayChange';
import { isOwn, OwnerBadge } from './OwnerBadge';

interface DefinitionPageProps {
  standing: Standing;
  kind: DefinitionKind;
  name: string;
}

/** One filter or action: its files, what is wrong with it, and what can be changed. */
export function DefinitionPage(props: DefinitionPageProps) {
  return (
    <AdminsOnly standing={props.standing}>
      <Asked {...props} />
    </AdminsOnly>
  );
}

function Asked(props: DefinitionPageProps) {
  const definition = useDefinition(props.standing.uid, props.kind, props.name);
  return <QueryRegion query={definition}>{(data) => <DefinitionOf {...props} definition={data} />}</QueryRegion>;
}

function DefinitionOf({ standing, kind, name, definition }: DefinitionPageProps & { definition: ConfigDefinition }) {
  const { uid } = standing;
  const navigate = useNavigate();
  const listed = useDefinitions(uid, kind).data?.definitions.find((one) => one.name === name);
  const { choose, dialog } = useChangeDialog(uid);
  const remove = () =>
    choose({
      title: kind === 'filter' ? t('definition.delete', 'Delete the filter {{name}}?', { name, interpolation: PLAIN }) : t('definition.delete-action', 'Delete the action {{name}}?', { name, interpolation: PLAIN }),
      change: kind === 'filter' ? { kind: 'delete_filter', filter: name } : { kind: 'delete_action', action: name },
      destructive: true,
      onDone: () => navigate(configUrl(uid, kind === 'filter' ? 'filters' : 'actions')),
    });
  return (
    <Stack direction="column" gap={2}>
      <Card label={kind === 'filter' ? t('definition.filter', 'The filter') : t('definition.action', 'The action')}>
        <Stack direction="row" gap={1} wrap="wrap" alignItems="center" justifyContent="space-between">
          <Stack direction="row" gap={1} wrap="wrap" alignItems="center">
            <Text element="h2" variant="h4">
              {name}
            </Text>
            {listed && <OwnerBadge files={listed.files} />}
          </Stack>
          {mayChange(kind, standing) && listed && isOwn(listed.files) && (
            <ConfigButton standing={standing} icon="trash-alt" onClick={remove}>
              {kind === 'filter' ? t('definition.delete-button', 'Delete filter') : t('definition.delete-action-button', 'Delete action')}
            </ConfigButton>
          )}
        </Stack>
        {listed && (
          <Facts>
            <Fact name={t('definitions.jails', 'Jails that use it')}>
              {listed.jails.length === 0 ? t('definition.no-jail', 'None') : listed.jails.map((jail) => (
                <span key={jail}>
                  <TextLink href={configUrl(uid, 'jails', jail)}>{jail}</TextLink>{' '}
                </span>
              ))}
            </Fact>
          </Facts>
        )}
      </Card>
      <ProblemList standing={standing} problems={definition.problems} />
      {kind === 'action' && <CommandsNotice access={standing.access} />}
      {!name.endsWith('.py') && <DefinitionOptions standing={standing} kind={kind} definition={definition} choose={choose} />}
      <DefinitionFiles standing={standing} definition={definition} />
      {dialog}
    </Stack>
  );
}
