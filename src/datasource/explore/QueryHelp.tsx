import type { QueryEditorHelpProps } from '@grafana/data';
import { Trans } from '@grafana/i18n';
import { Card, Grid, Stack, Text } from '@grafana/ui';
import type { BanguiQuery } from '../types';
import { examples } from './examples';

/** The help of a query row: a click puts the example in its place. */
export function QueryHelp({ datasource, query, onClickExample }: QueryEditorHelpProps<BanguiQuery>) {
  const refId = query?.refId ?? 'A';
  return (
    <Stack direction="column" gap={2}>
      <Text element="h2" variant="h4">
        <Trans i18nKey="example.heading">Questions to begin with</Trans>
      </Text>
      <Grid gap={1} minColumnWidth={34}>
        {examples().map(({ title, text, query: example }) => (
          <Card key={title} noMargin isCompact onClick={() => onClickExample({ refId, datasource: datasource.getRef(), ...example })}>
            <Card.Heading>{title}</Card.Heading>
            <Card.Description>{text}</Card.Description>
          </Card>
        ))}
      </Grid>
    </Stack>
  );
}
