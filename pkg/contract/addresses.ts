import { z } from 'zod';
import { banSchema } from './bans';
import { geoDetailSchema } from './geo';
import { SPECIAL_RANGES } from './geoSources';
import { archivedBanSchema } from './history';

export const addressParamsSchema = z.strictObject({ ip: z.string().trim().max(64) });

/** Of what was banned: a jail may ban other texts than addresses. */
export const bannedParamsSchema = z.strictObject({ ip: z.string().max(1024) });

/** Times in UTC epoch seconds. `country` as in the history. */
export const addressPageSchema = z.object({
  /** Canonical. */
  address: z.string(),
  /** The special range that the address lies in; null for a public one. */
  special: z.enum(SPECIAL_RANGES).nullable(),
  /** What bans it now, from fail2ban's own lists: the address itself, or a network that holds it. Null while fail2ban cannot be asked. */
  active: z.array(banSchema).nullable(),
  /** Entries of ignore lists that cover it; null while fail2ban cannot be asked. */
  ignoredBy: z.array(z.object({ jail: z.string(), entry: z.string() })).nullable(),
  totals: z.object({
    bans: z.number(),
    jails: z.array(z.string()),
    firstBan: z.number().nullable(),
    lastBan: z.number().nullable(),
  }),
  geo: z.object({
    country: z.string().nullable(),
    countryName: z.string().nullable(),
    asn: z.number().nullable(),
    org: z.string().nullable(),
    city: z.string().nullable(),
    source: geoDetailSchema.shape.source,
  }),
  /** By reverse DNS; null unless switched on and answered. */
  hostName: z.string().nullable(),
  /** Newest first, at most 200 of `totals.bans`; the rest through the history. */
  bans: z.array(archivedBanSchema),
  /** Unbans by hand that named it, also those that lifted nothing; newest first, at most 200. */
  unbans: z.array(z.object({ at: z.number(), jail: z.string().nullable(), address: z.string(), actor: z.string().nullable(), lifted: z.number() })),
  /** Failed attempts of the last days, as far back as they are kept. `hour` is its beginning. Newest first. */
  failures: z.array(z.object({ hour: z.number(), jail: z.string(), count: z.number() })),
  neighbours: z.object({
    /** The /24 or /48. */
    network: z.string(),
    /** Other addresses of it that were banned, most bans first, at most 20. */
    inNetwork: z.array(z.object({ address: z.string(), bans: z.number(), lastSeen: z.number() })),
    /** 10,000 stands for that or more, here and below. */
    inNetworkTotal: z.number(),
    /** Other banned addresses of the same autonomous system; null when it is unknown. */
    inAsnTotal: z.number().nullable(),
  }),
});
export type AddressPage = z.infer<typeof addressPageSchema>;

/** What was removed of an address; the audit keeps that it was. */
export const eraseResponseSchema = z.object({ bans: z.number(), unbans: z.number(), failures: z.number() });
export type EraseResponse = z.infer<typeof eraseResponseSchema>;
