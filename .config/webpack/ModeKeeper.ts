import { chmod, stat } from 'node:fs/promises';
import path from 'node:path';
import type { Compiler } from 'webpack';

/** Gives copied files the mode of their source: webpack writes all files 0644, and Grafana executes the launchers. */
export class ModeKeeper {
  constructor(private readonly options: { from: string; names: RegExp }) {}

  apply(compiler: Compiler): void {
    const { from, names } = this.options;
    compiler.hooks.assetEmitted.tapPromise('ModeKeeper', async (name, { targetPath }) => {
      if (names.test(name)) {
        const { mode } = await stat(path.join(from, name));
        await chmod(targetPath, mode & 0o777);
      }
    });
  }
}
