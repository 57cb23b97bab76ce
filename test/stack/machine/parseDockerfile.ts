export interface Step {
  instruction: string;
  text: string;
}

/** The instructions of a Dockerfile in order; comments are left out, continued lines are one. */
export function parseDockerfile(source: string): Step[] {
  const lines = source.replace(/^\s*#.*\n/gm, '').replace(/\\\n\s*/g, ' ').split('\n').filter((line) => line.trim() !== '');
  return lines.map((line) => {
    const [, instruction = '', text = ''] = /^(\w+)\s+(.*)$/.exec(line) ?? [];
    return { instruction, text };
  });
}
