import { z } from 'zod';
import { banFilterShape } from './history';

export const TOP_GROUPS = ['address', 'network', 'country', 'asn', 'jail'] as const;
export type TopGroup = (typeof TOP_GROUPS)[number];

/** Who was banned most often. Networks are /24 of IPv4 and /48 of IPv6. */
export const topRequestSchema = z.strictObject({
  ...banFilterShape,
  by: z.enum(TOP_GROUPS).default('address'),
  limit: z.coerce.number().int().min(1).max(1000).default(20),
});

export const topResponseSchema = z.object({
  from: z.number(),
  to: z.number(),
  by: z.enum(TOP_GROUPS),
  /** Most bans first. */
  rows: z.array(
    z.object({
      /** Address, network, country code, AS number or jail; null gathers what is unknown. */
      key: z.string().nullable(),
      /** Name of an autonomous system; null otherwise. */
      label: z.string().nullable(),
      bans: z.number(),
      /** Distinct addresses; 1 for an address; null where it was not counted. */
      addresses: z.number().nullable(),
    })
  ),
});
export type TopResponse = z.infer<typeof topResponseSchema>;

export const summaryRequestSchema = z.strictObject(banFilterShape);

/** Of the bans that the filter means. */
export const summarySchema = z.object({
  from: z.number(),
  to: z.number(),
  bans: z.number(),
  /** Distinct addresses. */
  addresses: z.number(),
  /** Of these, how many were never banned before the window. */
  newAddresses: z.number(),
  /** Of these, how many were banned twice or more in all the time the archive knows. */
  repeatOffenders: z.number(),
  /** Bans of the window of the same length before this one. */
  previousBans: z.number(),
});
export type Summary = z.infer<typeof summarySchema>;
