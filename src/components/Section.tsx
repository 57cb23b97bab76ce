import { Stack, Text } from '@grafana/ui';
import type { ReactNode } from 'react';

export function Section({ title, link, children }: { title: string; link?: ReactNode; children: ReactNode }) {
  return (
    <section aria-label={title}>
      <Stack direction="column" gap={1}>
        <Stack direction="row" justifyContent="space-between" alignItems="center">
          <Text element="h3" variant="h5">
            {title}
          </Text>
          {link}
        </Stack>
        {children}
      </Stack>
    </section>
  );
}
