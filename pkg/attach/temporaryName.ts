import { randomBytes } from 'node:crypto';

/** Nobody can be there first, and what a run that was cut off has left is known by it. */
export function temporaryName(): string {
  return `.bangui-new-${randomBytes(12).toString('hex')}`;
}

export function isTemporary(name: string): boolean {
  return /^\.bangui-new-[0-9a-f]{24}$/.test(name);
}
