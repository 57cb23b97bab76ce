/** Of all fields, so that they stand in columns; in eighths of the theme's spacing as @grafana/ui counts. */
export const LABEL_WIDTH = 14;
