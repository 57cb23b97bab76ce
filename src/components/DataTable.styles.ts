import { css } from '@emotion/css';
import type { GrafanaTheme2 } from '@grafana/data';

/** `below`: pixels at which rows become blocks; `sortable`: whether the headers that sort stay then. */
export const getTableStyles = (theme: GrafanaTheme2, below: number, sortable: boolean) => {
  const narrow = `@container (max-width: ${below}px)`;
  return {
    scroller: css({ overflowX: 'auto', width: '100%', containerType: 'inline-size' }),
    table: css({
      width: '100%',
      borderCollapse: 'collapse',
      'th, td': { padding: theme.spacing(0.75, 1), textAlign: 'left', whiteSpace: 'nowrap', borderBottom: `1px solid ${theme.colors.border.weak}` },
      th: { color: theme.colors.text.secondary, fontWeight: theme.typography.fontWeightMedium, fontSize: theme.typography.bodySmall.fontSize, whiteSpace: 'normal' },
      'tbody tr:hover': { background: theme.colors.emphasize(theme.colors.background.primary, 0.03) },
      [narrow]: {
        display: 'block',
        'thead, tbody': { display: 'block' },
        tr: {
          display: 'flex',
          flexWrap: 'wrap',
          alignItems: 'center',
          gap: theme.spacing(0.5, 2),
          padding: theme.spacing(1, 0),
          borderBottom: `1px solid ${theme.colors.border.weak}`,
        },
        'th, td': { padding: 0, border: 0, whiteSpace: 'normal', overflowWrap: 'anywhere' },
        // Only what can be pressed: the other headers stand in the rows.
        'thead:not(:has(button, input)), th:not(:has(button, input))': { display: 'none' },
        ...(sortable ? {} : { thead: { display: 'none' } }),
        // What stands for no value is what can be done with the row.
        'td:last-child:not([data-name])': { marginLeft: 'auto' },
        'td[data-name]::before': { content: 'attr(data-name)', display: 'block', color: theme.colors.text.secondary, fontSize: theme.typography.bodySmall.fontSize },
      },
    }),
    dense: css({
      'th, td': { padding: theme.spacing(0.25, 1) },
      [narrow]: { tr: { padding: theme.spacing(0.5, 0), rowGap: 0 }, 'th, td': { padding: 0 }, 'td[data-name]::before': { display: 'inline', marginRight: theme.spacing(0.5) } },
    }),
    wrap: css({ '&&': { whiteSpace: 'normal', minWidth: theme.spacing(12), [narrow]: { minWidth: 0 } } }),
    tight: css({ '&&&': { minWidth: 0 } }),
    right: css({ '&&': { textAlign: 'right', [narrow]: { textAlign: 'left' } }, fontVariantNumeric: 'tabular-nums' }),
    detail: css({ '&& > td': { whiteSpace: 'normal', background: theme.colors.background.secondary, width: '100%', padding: theme.spacing(1), marginLeft: 0 } }),
    lineWhenNarrow: css({ '&&': { [narrow]: { flexBasis: '100%' } } }),
    hiddenWhenNarrow: css({ '&&': { [narrow]: { display: 'none' } } }),
  };
};
