import { execFile } from 'node:child_process';
import { promisify } from 'node:util';
import { describe, expect, it } from 'vitest';
import { limitedCommand } from './limitedCommand';

describe('a limited command', () => {
  const run = async (argv: string[], args: string[]) => {
    const command = limitedCommand(argv, args, 7);
    return (await promisify(execFile)(command.file, command.args)).stdout.trim();
  };

  it('has little memory, some seconds of a processor, no core file and a low priority', async () => {
    expect((await run(['/bin/sh'], ['-c', 'ulimit -v; ulimit -t; ulimit -c; nice'])).split('\n')).toEqual(['524288', '7', '0', expect.stringMatching(/^1\d$/)]);
  });

  it('leaves the memory to what it is passed on to', async () => {
    expect(await run(['/usr/bin/env', 'sh'], ['-c', 'ulimit -v'])).toBe('unlimited');
  });

  it('is no shell for its arguments', async () => {
    expect(await run(['/bin/echo'], ['$(id)', '; id', '`id`', '"$1"'])).toBe('$(id) ; id `id` "$1"');
  });
});
