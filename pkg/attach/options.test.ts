import { describe, expect, it } from 'vitest';
import { attachCommand, parseOptions } from './options';

const NONE = { root: '/', dryRun: false, undo: false, check: false };

describe('the options of attach', () => {
  it.each([
    [[], NONE],
    [['--dry-run', '--root', '/srv/x/'], { ...NONE, root: '/srv/x', dryRun: true }],
    [['--undo', '--root=/srv/x'], { ...NONE, root: '/srv/x', undo: true }],
    [['--root', '/'], NONE],
    [['--check'], { ...NONE, check: true }],
  ])('%j', (argv, expected) => {
    expect(parseOptions(argv, {})).toEqual(expected);
  });

  it('hears what npm kept for itself, so that a forgotten "--" changes no machine', () => {
    expect(parseOptions([], { npm_config_dry_run: 'true', npm_config_root: '/srv/x' })).toEqual({ ...NONE, dryRun: true, root: '/srv/x' });
    expect(parseOptions(['/srv/x'], { npm_config_root: 'true', npm_config_undo: 'true' })).toEqual({ ...NONE, undo: true, root: '/srv/x' });
    expect(parseOptions([], { npm_config_dry_run: '' })).toEqual(NONE);
  });

  it.each([[['--help']], [['-h']], [['--undo', '--help']]])('shows how it is used with %j', (argv) => {
    expect(parseOptions(argv, {})).toBe('help');
  });

  it.each([
    ['/', ['--undo'], 'npm run attach -- --undo'],
    ['/', [], 'npm run attach'],
    ['/srv/x', ['--undo'], 'npm run attach -- --undo --root /srv/x'],
    ["/srv/it's mine", [], String.raw`npm run attach -- --root '/srv/it'\''s mine'`],
  ])('says what to type for %s and %j', (root, flags, expected) => {
    expect(attachCommand(root, ...flags)).toBe(expected);
  });

  it.each([[['--rot']], [['--root']], [['--root', 'here']], [['--check', '--undo']]])('refuses %j', (argv) => {
    expect(parseOptions(argv, {})).toHaveProperty('problem');
  });
});
