import { Client, credentials, status } from '@grpc/grpc-js';
import { afterAll, beforeAll, describe, expect, it } from 'vitest';
import { contextOf } from '../../../test/peer/grafanaClient';
import { playGrafana, type Play } from '../../../test/peer/playGrafana';

let play: Play;
beforeAll(async () => {
  play = await playGrafana();
});
afterAll(() => play.end());

/** Grafana's own words for calls that our part of the protocol leaves out. */
function callByName(path: string): Promise<number> {
  const client = new Client(`unix:${play.socket}`, credentials.createInsecure());
  return new Promise((resolve) => {
    const bytes = (value: Buffer) => value;
    client.makeUnaryRequest(path, bytes, bytes, Buffer.alloc(0), (error) => {
      client.close();
      resolve(error?.code ?? status.OK);
    });
  });
}

describe('what go-plugin and Grafana ask besides', () => {
  it('serves the health of the service "plugin"', async () => {
    expect(await play.grafana.serverHealth('plugin')).toEqual({ status: 'SERVING' });
    await expect(play.grafana.serverHealth('other')).rejects.toMatchObject({ code: status.NOT_FOUND });
  });

  it('outlives the Shutdown that Grafana says when it stops', async () => {
    expect(await play.grafana.shutdown()).toEqual({});
    expect((await play.grafana.checkHealth(contextOf())).status).toBe('OK');
  });

  it.each(['/pluginv2.Diagnostics/CollectMetrics', '/pluginv2.Data/QueryChunkedData', '/plugin.GRPCStdio/StreamStdio', '/plugin.GRPCBroker/StartStream'])(
    'leaves %s unimplemented',
    async (path) => {
      expect(await callByName(path)).toBe(status.UNIMPLEMENTED);
    }
  );

  it('lets nobody publish', async () => {
    expect(await play.grafana.publish(contextOf({ login: 'root', role: 'Admin' }))).toEqual({ status: 'PERMISSION_DENIED' });
  });
});
