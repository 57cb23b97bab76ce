import request from 'light-my-request';
import { expect, it } from 'vitest';
import { createRecordingLogger } from '../../../test/fakes/createRecordingLogger';
import type { AddressService } from '../../services/addresses/createAddressService';
import { createHttpApp } from '../createHttpApp';
import { createShares } from '../createShares';
import { addressRoutes } from './addressRoutes';

const TOKEN = 'token-of-a-script';

it.each(['203.0.113.7', '2001:db8::/32', 'John Doe', 'ünal/../x?y=1#z%', ' spaced ', 'x'.repeat(200)])('an erasure may name any text that was banned: %j', async (banned) => {
  const erased: string[] = [];
  const addresses: AddressService = {
    page: () => Promise.reject(new Error('not asked for')),
    erase: async (text) => {
      erased.push(text);
      return { bans: 1, unbans: 0, failures: 0 };
    },
    stop: () => undefined,
  };
  const app = createHttpApp({
    routes: addressRoutes({ addresses }),
    tokens: [{ name: 'admin', role: 'Admin', token: TOKEN }],
    corsOrigins: [],
    rateLimitPerMinute: 1000,
    audit: { record: () => undefined },
    shares: createShares(),
    logger: createRecordingLogger().logger,
    isReady: () => true,
  });
  const reply = await request(app, { method: 'DELETE', url: `/api/v1/ips/${encodeURIComponent(banned)}`, headers: { authorization: `Bearer ${TOKEN}` } });
  expect(reply.statusCode).toBe(200);
  expect(erased).toEqual([banned]);
});
