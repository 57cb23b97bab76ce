import { describe, expect, it } from 'vitest';
import { textAfter, textBefore } from './diffTexts';

describe('the files of a comparison', () => {
  const diff = [
    { kind: 'same' as const, text: '[sshd]' },
    { kind: 'removed' as const, text: 'maxretry = 3' },
    { kind: 'added' as const, text: 'maxretry = 5' },
  ];

  it('are what it begins and ends with', () => {
    expect(textBefore(diff)).toBe('[sshd]\nmaxretry = 3\n');
    expect(textAfter(diff)).toBe('[sshd]\nmaxretry = 5\n');
  });

  it('are none where nothing is left', () => {
    expect(textBefore([{ kind: 'added', text: 'x' }])).toBeNull();
    expect(textAfter([{ kind: 'removed', text: 'x' }])).toBeNull();
  });
});
