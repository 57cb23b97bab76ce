import { addressPageSchema, addressParamsSchema, bannedParamsSchema, eraseResponseSchema } from '../../contract/addresses';
import { ROUTES } from '../../contract/routes';
import type { AddressService } from '../../services/addresses/createAddressService';
import type { Route } from '../defineRoute';
import { defineRoute } from '../defineRoute';

export function addressRoutes({ addresses }: { addresses: AddressService }): Route[] {
  return [
    defineRoute({
      method: 'get',
      path: ROUTES.address,
      role: 'read',
      audit: null,
      summary: 'All that is known of one address: bans now and before, unbans, failures, place, neighbours, what ignores it.',
      takes: 'archive',
      request: { params: addressParamsSchema },
      response: addressPageSchema,
      handler: async ({ params }) => ({ body: await addresses.page(params.ip) }),
    }),
    defineRoute({
      method: 'delete',
      path: ROUTES.address,
      role: 'eraseAddress',
      audit: 'erase_address',
      summary: 'Removes every trace of an address, or of another text that was banned, from the archive but the audit. What bans it now stays.',
      request: { params: bannedParamsSchema },
      response: eraseResponseSchema,
      handler: async ({ params }) => ({ body: await addresses.erase(params.ip) }),
    }),
  ];
}
