import type { Fate, Step } from './makePlan';

const WORDS: Record<Exclude<Fate, 'same'>, string> = {
  new: 'write',
  replace: 'replace',
  foreign: 'in the way',
  changed: 'keep, changed since',
  obsolete: 'remove',
};
const SHOWN_SINGLY = 8;

/** The steps in words; many files of one folder are one line, which counts for the innermost of `folders`: those stand first. */
export function describePlan(steps: readonly Step[], folders: readonly string[]): string {
  const lines: string[] = [];
  for (const [fate, word] of Object.entries(WORDS)) {
    const paths = steps.filter((step) => step.fate === fate).map(({ path, link }) => (link === undefined ? path : `${link} (a link that others than root may have made)`));
    const single = new Set(paths);
    for (const folder of fate === 'changed' || fate === 'foreign' ? [] : folders) {
      const inside = [...single].filter((file) => file.startsWith(`${folder}/`));
      if (inside.length > SHOWN_SINGLY) {
        inside.forEach((file) => single.delete(file));
        lines.push(`  ${word}  ${folder}/ (${inside.length} files)`);
      }
    }
    lines.push(...[...single].map((file) => `  ${word}  ${file}`));
  }
  const same = steps.filter((step) => step.fate === 'same').length;
  return [...lines, ...(same > 0 ? [`  ${same} files are as they should be`] : [])].join('\n');
}
