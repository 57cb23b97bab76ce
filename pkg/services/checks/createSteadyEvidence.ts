import type { Finding } from '../../domain/finding';

/** Grafana takes other words for another alert: those of a problem stay as they were found, until it ends or becomes another one. */
export function createSteadyEvidence() {
  let told = new Map<string, Finding>();
  return {
    steady(findings: readonly Finding[]): Finding[] {
      const steadied = findings.map((finding) => {
        const before = told.get(finding.subject ?? '');
        return before?.problem === finding.problem ? before : finding;
      });
      told = new Map(steadied.filter(({ value }) => value === 1).map((finding) => [finding.subject ?? '', finding]));
      return steadied;
    },
    /** Forgets the words about an address. */
    erased(text: string): void {
      told.forEach(({ about = [] }, subject) => about.includes(text) && told.delete(subject));
    },
  };
}
