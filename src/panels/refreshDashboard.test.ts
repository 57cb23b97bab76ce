import { afterEach, expect, it } from 'vitest';
import { refreshDashboard } from './refreshDashboard';

const open = (dashboard: unknown) => Object.assign(globalThis, { __grafanaSceneContext: dashboard });

afterEach(() => void Reflect.deleteProperty(globalThis, '__grafanaSceneContext'));

it('presses the refresh of the open dashboard, with it as its owner', () => {
  const owners: unknown[] = [];
  const $timeRange = {
    onRefresh() {
      owners.push(this);
    },
  };
  open({ state: { $timeRange } });
  refreshDashboard();
  expect(owners).toEqual([$timeRange]);
});

it.each([undefined, null, {}, { state: {} }, { state: { $timeRange: {} } }, { state: { $timeRange: { onRefresh: 1 } } }])('leaves %j alone', (dashboard) => {
  open(dashboard);
  expect(refreshDashboard).not.toThrow();
});
