import type { Finding } from '../../domain/finding';
import type { CheckNotebook } from './createCheckNotes';

interface SteadyEvidenceDeps {
  check: string;
  notes: Pick<CheckNotebook, 'read' | 'changed'>;
}

/** Grafana takes other words for another alert: those of a problem stay as they were found, until it ends, is so of other files or addresses, or becomes another one. */
export function createSteadyEvidence({ check, notes }: SteadyEvidenceDeps) {
  return {
    async steady(findings: readonly Finding[]): Promise<Finding[]> {
      const { told } = await notes.read();
      const before = told[check] ?? {};
      const steadied = findings.map((finding) => {
        const former = before[finding.subject ?? ''];
        return former && isSame(former, finding) ? { ...finding, evidence: former.evidence, ...(finding.about ? { about: former.about } : {}) } : finding;
      });
      const wrong = steadied.filter(({ value }) => value === 1);
      const now = Object.fromEntries(wrong.map(({ subject, problem, evidence, about = [] }) => [subject ?? '', { problem, evidence, about: about.slice(0, 1) }]));
      if (JSON.stringify(now) !== JSON.stringify(before)) {
        told[check] = now;
        notes.changed('soon');
      }
      return steadied;
    },
    /** Forgets the words about an address, or another text that was banned. */
    async erased(text: string): Promise<void> {
      const { told } = await notes.read();
      const words = Object.entries(told[check] ?? {});
      const left = words.filter(([, { about }]) => !about.includes(text));
      if (left.length < words.length) {
        told[check] = Object.fromEntries(left);
        notes.changed('soon');
      }
    },
  };
}

/** What the former words name is still among that of which it is so. */
function isSame(former: { problem: string | null; about: readonly string[] }, { problem, about = [] }: Finding): boolean {
  const [named] = former.about;
  return former.problem === problem && (named === undefined ? about.length === 0 : about.includes(named));
}
