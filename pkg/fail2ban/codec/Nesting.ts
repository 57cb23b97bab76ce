import type { PickleValue } from './pickleValue';
import { protocolError } from './wire';

const MAX_DEPTH = 32;

/** Lists and dicts grow only until something holds them: so a value has no cycle, and its depth is known when it is built. */
export class Nesting {
  private readonly growing = new Map<object, number>();
  /** Heights above 1; a container that is not listed holds scalars only. */
  private readonly heights = new Map<object, number>();

  /** A new list or dict, still growing. */
  open<T extends PickleValue[] | Map<string | number, PickleValue>>(container: T): T {
    this.growing.set(container, 1);
    return container;
  }

  /** `children` go into the list or dict `parent`. */
  adopt(parent: object, children: readonly PickleValue[]): void {
    const above = this.heightAboveAll(children);
    const own = this.growing.get(parent);
    if (own === undefined) {
      throw protocolError('a finished value grows again');
    }
    if (above > own) {
      this.growing.set(parent, above);
    }
  }

  /** `parent` was made complete, of `children`. */
  seal(parent: object, children: readonly PickleValue[]): void {
    const height = this.heightAboveAll(children);
    if (height > 1) {
      this.heights.set(parent, height);
    }
  }

  private heightAboveAll(children: readonly PickleValue[]): number {
    let height = 1;
    for (const child of children) {
      if (typeof child === 'object' && child !== null) {
        height = Math.max(height, this.heightAbove(child));
      }
    }
    return height;
  }

  private heightAbove(child: object): number {
    const grown = this.growing.get(child);
    const height = (grown ?? this.heights.get(child) ?? 1) + 1;
    if (height > MAX_DEPTH) {
      throw protocolError('it is nested too deeply');
    }
    if (grown !== undefined) {
      this.growing.delete(child);
      if (grown > 1) {
        this.heights.set(child, grown);
      }
    }
    return height;
  }
}
