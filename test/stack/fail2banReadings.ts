import { mkdtemp, rm, writeFile } from 'node:fs/promises';
import { tmpdir } from 'node:os';
import path from 'node:path';
import { runCommand } from './runCommand';

/** A fail2ban whose own Python reads configurations: an unpacked package, or a tree of its sources. */
export interface Fail2banReader {
  python: string;
  /** Makes its modules found. */
  env: NodeJS.ProcessEnv;
}

export interface Reading {
  /** Each command as `fail2ban-client -d` prints it; null when it printed none. */
  commands: string[] | null;
  /** Its records of level ERROR and what it printed that is no command. */
  words: string;
  /** It was still at it after two seconds of processor time. */
  endless: boolean;
}

/** What a jail would hold if it were enabled: every option that its section and [DEFAULT] have; null for one that cannot be put together. */
export type JailValues = Record<string, string | null>;

const PROLOGUE = String.raw`
import contextlib, io, json, logging, sys
`;

/** `fail2ban-client -d` for many folders, in one process. */
const DUMP = String.raw`${PROLOGUE}
import signal
from fail2ban.client.fail2bancmdline import Fail2banCmdLine
class Endless(BaseException): pass
def stop(*_):
    raise Endless()
signal.signal(signal.SIGVTALRM, stop)
answers = []
for folder in json.load(sys.stdin):
    out, err = io.StringIO(), io.StringIO()
    with contextlib.redirect_stdout(out), contextlib.redirect_stderr(err):
        endless = False
        signal.setitimer(signal.ITIMER_VIRTUAL, 2)
        try:
            Fail2banCmdLine().initCmdLine(['fail2ban-client', '-c', folder, '-s', folder + '/sock', '-d'])
        except Endless:
            endless = True
        finally:
            signal.setitimer(signal.ITIMER_VIRTUAL, 0)
    logging.getLogger('fail2ban').handlers[:] = []
    answers.append({'out': out.getvalue(), 'err': err.getvalue(), 'endless': endless})
json.dump(answers, sys.stdout)
`;

/** The options of every jail of one folder, as if all were enabled. */
const VALUES = String.raw`${PROLOGUE}
from fail2ban.client.jailsreader import JailsReader
from fail2ban.client.jailreader import JailReader
logging.disable(logging.CRITICAL)
shared = {}
jails = JailsReader(force_enable=True, share_config=shared)
jails.setBaseDir(sys.argv[1])
jails.read()
answer = {}
for name in list(jails.sections()):
    if name == 'INCLUDES':
        continue
    jail = JailReader(name, force_enable=True, share_config=shared, use_config=jails._cfg)
    jail.getOptions()
    values = {}
    for option in jails._cfg.options(name):
        if option.startswith('known/'):
            continue
        try:
            values[option] = jails._cfg.get(name, option)
        except Exception:
            values[option] = None
    answer[name] = values
json.dump(answer, sys.stdout)
`;

/** Single files, with nothing included or put in place. */
const PARSE = String.raw`${PROLOGUE}
from fail2ban.client.configparserinc import SafeConfigParserWithIncludes
answers = []
for text in json.load(sys.stdin):
    with open('one.conf', 'w', encoding='utf-8', newline='') as file:
        file.write(text)
    parser = SafeConfigParserWithIncludes()
    try:
        parser.read('one.conf', get_includes=False)
        sections = {'DEFAULT': dict(parser.get_defaults())} if parser.get_defaults() else {}
        sections.update({name: dict(options) for name, options in parser.get_sections().items()})
        answers.append({'sections': sections, 'refused': None})
    except Exception as error:
        answers.append({'sections': None, 'refused': str(error)})
json.dump(answers, sys.stdout)
`;

/** What one text says, by section and option; or why it cannot be read. A [DEFAULT] without options is left out. */
export interface ParsedText {
  sections: Record<string, Record<string, string>> | null;
  refused: string | null;
}

const RECORD = /^\d{4}-\d\d-\d\d \d\d:\d\d:\d\d,\d{3} fail2ban[\w.]*\s*\[\d+\]:\s+(\w+)\s+/;

async function python(reader: Fail2banReader, script: string, args: readonly string[], input?: unknown): Promise<string> {
  const dir = await mkdtemp(path.join(tmpdir(), 'bangui-reading-'));
  try {
    await writeFile(path.join(dir, 'read.py'), script);
    await writeFile(path.join(dir, 'input.json'), JSON.stringify(input ?? null));
    const { code, stdout, stderr } = await runCommand('/bin/sh', ['-c', 'exec "$0" "$@" < input.json', reader.python, 'read.py', ...args], { env: reader.env, cwd: dir });
    if (code !== 0) {
      throw new Error(`fail2ban's own reading failed: ${stderr.slice(-2000)}`);
    }
    return stdout;
  } finally {
    await rm(dir, { recursive: true, force: true });
  }
}

export async function dumpedByFail2ban(reader: Fail2banReader, folders: readonly string[]): Promise<Reading[]> {
  const answers: Array<{ out: string; err: string; endless: boolean }> = JSON.parse(await python(reader, DUMP, [], folders));
  return answers.map(({ out, err, endless }) => {
    const lines = out.split('\n').filter(Boolean);
    const commands = lines.filter((line) => line.startsWith('['));
    const isRefused = lines.some((line) => line.startsWith('ERROR'));
    const words = [...errorsIn(err), ...lines.filter((line) => !line.startsWith('[') && !line.startsWith('ERROR: The configuration stream'))];
    return { commands: isRefused ? null : commands, words: words.join('\n'), endless };
  });
}

export async function valuesOfFail2ban(reader: Fail2banReader, folder: string): Promise<Record<string, JailValues>> {
  return JSON.parse(await python(reader, VALUES, [folder]));
}

/** The file is called "one.conf" in what refuses it. */
export async function parsedByFail2ban(reader: Fail2banReader, texts: readonly string[]): Promise<ParsedText[]> {
  return JSON.parse(await python(reader, PARSE, [], texts));
}

function errorsIn(log: string): string[] {
  const records: string[][] = [];
  for (const line of log.split('\n')) {
    RECORD.test(line) ? records.push([line]) : records.at(-1)?.push(line);
  }
  const errors = records.filter(([first = '']) => RECORD.exec(first)?.[1] === 'ERROR');
  return errors.map((lines) => lines.join('\n').replace(RECORD, '').trim());
}
