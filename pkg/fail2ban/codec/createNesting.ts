import { protocolError } from './wire';
import type { PickleValue } from './pickleValue';

/** Lists and dicts grow only until something holds them: so a value has no cycle, and its depth is known when it is built. */
export interface Nesting {
  /** A new list or dict, still growing. */
  open<T extends PickleValue[] | Map<string | number, PickleValue>>(container: T): T;
  /** `child` goes into an open list or dict. */
  adopt(parent: object, child: PickleValue): void;
  /** `parent` was made complete, of `children`. */
  seal(parent: object, children: readonly PickleValue[]): void;
}

const MAX_DEPTH = 32;

export function createNesting(): Nesting {
  const growing = new Map<object, number>();
  /** Heights above 1; a container that is not listed holds scalars only. */
  const heights = new Map<object, number>();

  function heightAbove(child: PickleValue): number {
    if (typeof child !== 'object' || child === null) {
      return 1;
    }
    const height = (growing.get(child) ?? heights.get(child) ?? 1) + 1;
    if (height > MAX_DEPTH) {
      throw protocolError('it is nested too deeply');
    }
    if (growing.delete(child) && height > 2) {
      heights.set(child, height - 1);
    }
    return height;
  }

  return {
    open(container) {
      growing.set(container, 1);
      return container;
    },
    adopt(parent, child) {
      const above = heightAbove(child);
      const own = growing.get(parent);
      if (own === undefined) {
        throw protocolError('a finished value grows again');
      }
      if (above > own) {
        growing.set(parent, above);
      }
    },
    seal(parent, children) {
      let height = 1;
      for (const child of children) {
        height = Math.max(height, heightAbove(child));
      }
      if (height > 1) {
        heights.set(parent, height);
      }
    },
  };
}
