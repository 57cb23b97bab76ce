import type { DataSourcePluginOptionsEditorProps } from '@grafana/data';
import { t, Trans } from '@grafana/i18n';
import { Field, SecretInput, Text } from '@grafana/ui';
import { useId } from 'react';
import { testIds } from '../testIds';
import type { BanguiOptions, BanguiSecrets } from './types';

type ConfigEditorProps = DataSourcePluginOptionsEditorProps<BanguiOptions, BanguiSecrets>;

/** The token is all there is: an address here would open Grafana's data source proxy to every Viewer. */
export function ConfigEditor({ options, onOptionsChange }: ConfigEditorProps) {
  const id = useId();
  const setToken = (token: string, configured: boolean) =>
    onOptionsChange({
      ...options,
      secureJsonData: { ...options.secureJsonData, token },
      secureJsonFields: { ...options.secureJsonFields, token: configured },
    });
  return (
    <>
      <Text element="p" color="secondary">
        <Trans i18nKey="config.intro">
          This data source is one fail2ban host. Grafana finds the BanGUI sidecar on its own server by the plugin socket, so there is no address to enter.
        </Trans>
      </Text>
      <Field
        htmlFor={id}
        label={t('config.token', 'Sidecar token')}
        description={t(
          'config.token-help',
          'The content of the file “token” beside the sidecar’s plugin socket, by default /run/bangui/grafana/token. Provisioning reads it with $__file.'
        )}
      >
        <SecretInput
          id={id}
          data-testid={testIds.configToken}
          width={60}
          autoComplete="off"
          isConfigured={options.secureJsonFields.token === true}
          value={options.secureJsonData?.token ?? ''}
          onChange={(event) => setToken(event.currentTarget.value.trim(), false)}
          onReset={() => setToken('', false)}
        />
      </Field>
    </>
  );
}
