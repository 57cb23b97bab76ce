import { existsSync, statSync } from 'node:fs';
import path from 'node:path';
import { applyPlan, removeWritten } from './applyPlan';
import type { Target } from './createTarget';
import { createTarget } from './createTarget';
import { describePlan } from './describePlan';
import type { GrafanaSetup } from './findGrafana';
import { findGrafana } from './findGrafana';
import type { Step } from './makePlan';
import { makePlan } from './makePlan';
import { readManifest } from './manifest';
import type { AttachOptions } from './options';
import { attachCommand, quoted } from './options';
import { APP_PLUGIN } from './pluginIds';
import { AFTER_REMOVING, AFTER_WRITING, BEFORE_REMOVING } from './services';
import { HOME, wantedFiles } from './wantedFiles';

const GATHERED = ['/var/lib/bangui', '/var/log/bangui', '/run/bangui'];

export interface AttachDeps {
  options: AttachOptions;
  packages: string;
  node: string;
  /** Of the sidecar on that machine. */
  pluginSocket(target: Target): Promise<string>;
  /** Says what stands on the check list, and whether all is well. */
  check(target: Target, grafana: GrafanaSetup): Promise<boolean>;
  runCommands(commands: readonly string[]): Promise<void>;
  say(text: string): void;
}

/** The whole of `npm run attach`; resolves with its exit code. */
export async function attach(deps: AttachDeps): Promise<number> {
  const { options, say } = deps;
  if (!statSync(options.root, { throwIfNoEntry: false })?.isDirectory()) {
    say(`${options.root} is no folder: --root takes the root folder of another system. Nothing was done.`);
    return 2;
  }
  const target = createTarget(options.root);
  if (options.undo) {
    return undo(target, deps);
  }
  const grafana = await findGrafana(target);
  if (!options.check) {
    const done = await write(target, grafana, deps);
    if (done !== null) {
      return done;
    }
  }
  say('\nCheck list:');
  return (await deps.check(target, grafana)) ? 0 : 1;
}

/** An exit code when that was all. */
async function write(target: Target, grafana: GrafanaSetup, { options, packages, node, pluginSocket, runCommands, say }: AttachDeps): Promise<number | null> {
  if (!existsSync(path.join(packages, 'sidecar', 'build/sidecar/main.js')) || !existsSync(path.join(packages, APP_PLUGIN, 'module.js'))) {
    say('There is nothing to install yet. Run: npm run package');
    return 2;
  }
  const tokenFile = `${path.posix.dirname(await pluginSocket(target))}/token`;
  const manifest = await readManifest(target);
  const steps = await makePlan(target, manifest, await wantedFiles({ packages, grafana, node, tokenFile }));
  say(`${options.root === '/' ? 'This machine' : `The system in ${options.root}`}:\n${describePlan(steps, foldersOf(grafana))}`);
  if (steps.some((step) => step.fate === 'foreign')) {
    say('\nFiles or links are in the way that BanGUI did not write. Move them elsewhere, then try again. Nothing was written.');
    return 1;
  }
  if (options.dryRun) {
    say(`\nThen:\n${listed(AFTER_WRITING)}\n\nNothing was written.`);
    return 0;
  }
  await applyPlan(target, manifest, steps);
  say(`\nWritten. To take it back: ${attachCommand(options.root, '--undo')}`);
  await tellServices(AFTER_WRITING, { options, runCommands, say });
  return null;
}

async function undo(target: Target, { options, runCommands, say }: AttachDeps): Promise<number> {
  const manifest = await readManifest(target);
  const steps = await makePlan(target, manifest, []);
  if (Object.keys(manifest.files).length + steps.length === 0) {
    say('Nothing was written here, so there is nothing to remove.');
    return 0;
  }
  say(describePlan(steps, foldersOf(await findGrafana(target))));
  if (options.dryRun) {
    say(`\n${listed([...BEFORE_REMOVING, ...AFTER_REMOVING])}\n\nNothing was removed.`);
    return 0;
  }
  await tellServices(BEFORE_REMOVING, { options, runCommands, say });
  await removeWritten(target, manifest, steps.filter((step: Step) => step.fate === 'obsolete'));
  say('\nRemoved.');
  await tellServices(AFTER_REMOVING, { options, runCommands, say });
  say(`What the sidecar has gathered stays until you remove it: rm -r ${GATHERED.map((folder) => quoted(path.join(options.root, folder))).join(' ')}`);
  say('Grafana remembers the data source: delete it under Connections > Data sources.');
  return 0;
}

async function tellServices(commands: readonly string[], { options, runCommands, say }: Pick<AttachDeps, 'options' | 'runCommands' | 'say'>): Promise<void> {
  if (options.root === '/') {
    await runCommands(commands);
  } else {
    say(`In that system, run:\n${listed(commands)}`);
  }
}

function foldersOf(grafana: GrafanaSetup): string[] {
  return [`${HOME}/node_modules`, HOME, `${grafana.plugins}/${APP_PLUGIN}`];
}

function listed(commands: readonly string[]): string {
  return commands.map((command) => `  ${command}`).join('\n');
}
