import { css } from '@emotion/css';
import type { Field, GrafanaTheme2, LinkModel } from '@grafana/data';
import { formattedValueToString, getDisplayProcessor } from '@grafana/data';
import { config } from '@grafana/runtime';
import { DataLinksContextMenu, useStyles2, useTheme2 } from '@grafana/ui';
import type { ReactNode } from 'react';
import { APP_ID } from '../../constants';
import { cellOptions } from './frameColumns';
import { mappedColors } from './mappedColors';

/** A value as its field says: unit, decimals, mappings, colours and links. */
export function FieldCell({ field, index }: { field: Field; index: number }) {
  const theme = useTheme2();
  const shown = (field.display ?? getDisplayProcessor({ field, theme }))(field.values[index]);
  const text = formattedValueToString(shown);
  const colored = shown.color !== undefined && (cellOptions(field).colored === true || mappedColors(field.config.mappings ?? [], theme).includes(shown.color));
  const links = linksOf(field, index);
  return <Linked links={links}>{colored ? <span style={{ color: shown.color }}>{text}</span> : text}</Linked>;
}

/** A link without an address is none. On a public dashboard nobody is logged in: the pages of the app are closed. */
export function linksOf(field: Field, index: number): LinkModel[] {
  const all = (field.config.links?.length ?? 0) > 0 ? (field.getLinks?.({ valueRowIndex: index }) ?? []) : [];
  const links = all.filter(({ href, onClick }) => href !== '' || onClick);
  return config.publicDashboardAccessToken ? links.filter(({ href }) => !href.includes(`/a/${APP_ID}/`)) : links;
}

function Linked({ links, children }: { links: LinkModel[]; children: ReactNode }) {
  const styles = useStyles2(getStyles);
  if (links.length === 0) {
    return <>{children}</>;
  }
  return (
    <DataLinksContextMenu links={() => links}>
      {({ openMenu }) =>
        openMenu ? (
          <button type="button" className={styles.link} aria-haspopup="menu" onClick={openMenu}>
            {children}
          </button>
        ) : (
          <span className={styles.link}>{children}</span>
        )
      }
    </DataLinksContextMenu>
  );
}

const getStyles = (theme: GrafanaTheme2) => ({
  link: css({
    padding: 0,
    border: 0,
    background: 'none',
    font: 'inherit',
    color: theme.colors.text.link,
    cursor: 'pointer',
    '&:hover': { textDecoration: 'underline' },
  }),
});
