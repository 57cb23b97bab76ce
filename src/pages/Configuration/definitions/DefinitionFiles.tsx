import { t } from '@grafana/i18n';
import { Stack, Text, TextLink } from '@grafana/ui';
import type { ConfigDefinition } from '../../../../pkg/contract/configReading';
import { Section } from '../../../components/Section';
import { configUrl } from '../../../routing';
import { ConfigEditor } from '../editor/ConfigEditor';
import { problemsIn } from '../editor/problemsIn';
import type { Standing } from '../standing';

/** The texts that a filter or action is made of, in the order in which they are read. */
export function DefinitionFiles({ standing, definition: { files, problems } }: { standing: Standing; definition: ConfigDefinition }) {
  return (
    <Section title={t('definition.files', 'Files, in the order in which they are read')}>
      <Stack direction="column" gap={2}>
        {files.map(({ file, owner, text }) => (
          <Stack key={file} direction="column" gap={0.5}>
            <Stack direction="row" gap={1} wrap="wrap">
              <Text variant="code">{file}</Text>
              {owner === 'own' && standing.access?.writes && standing.rights.can('configure') && <TextLink href={configUrl(standing.uid, 'files', file)}>{t('definition.edit-file', 'Edit this file')}</TextLink>}
            </Stack>
            {text === null ? (
              <Text color="secondary">{t('definition.no-text', 'This file is not encoded as UTF-8 and cannot be shown.')}</Text>
            ) : (
              <ConfigEditor key={text} label={file} value={text} problems={problemsIn(file, problems)} />
            )}
          </Stack>
        ))}
      </Stack>
    </Section>
  );
}
