import { AppEvents } from '@grafana/data';
import { getAppEvents } from '@grafana/runtime';

export interface Notice {
  severity: 'success' | 'warning' | 'error';
  title: string;
  text?: string;
}

const EVENT = { success: AppEvents.alertSuccess, warning: AppEvents.alertWarning, error: AppEvents.alertError };

/** Shows a notice in Grafana's own corner for them. */
export function showNotice({ severity, title, text }: Notice): void {
  getAppEvents().publish({ type: EVENT[severity].name, payload: text === undefined ? [title] : [title, text] });
}
