import type { Clock } from '../ports/clock';
import type { GeoPlace } from '../ports/geoPort';
import type { GeoProviderPort } from '../ports/geoProviderPort';

const GOOD_FOR_MS = 24 * 3600 * 1000;
/** About 5 MB. */
const MOST = 20_000;

export type ProviderAnswers = ReturnType<typeof createProviderAnswers>;

/** What a provider said in the last 24 hours, also that it does not know an address; the oldest give way. */
export function createProviderAnswers({ provider, clock }: { provider: GeoProviderPort; clock: Pick<Clock, 'ticks'> }) {
  const kept = new Map<string, { place: GeoPlace | null; untilMs: number }>();

  function keep(address: string, place: GeoPlace | null): void {
    kept.delete(address);
    kept.set(address, { place, untilMs: clock.ticks() + GOOD_FOR_MS });
    for (const oldest of kept.keys()) {
      if (kept.size <= MOST) {
        break;
      }
      kept.delete(oldest);
    }
  }

  return {
    /** Null: it knows nothing of that address. What is missing could not be asked for now. */
    async of(addresses: readonly string[]): Promise<Map<string, GeoPlace | null>> {
      const answers = new Map<string, GeoPlace | null>();
      for (const address of addresses) {
        const known = kept.get(address);
        if (known && known.untilMs > clock.ticks()) {
          answers.set(address, known.place);
        }
      }
      const asked = [...new Set(addresses)].filter((address) => !answers.has(address));
      const fresh = asked.length > 0 ? await provider.ask(asked) : new Map<string, GeoPlace | null>();
      fresh.forEach((place, address) => {
        keep(address, place);
        answers.set(address, place);
      });
      return answers;
    },
    /** What it did not know is asked again. */
    forgetUnknown(): void {
      kept.forEach(({ place }, address) => {
        if (place === null) {
          kept.delete(address);
        }
      });
    },
  };
}
