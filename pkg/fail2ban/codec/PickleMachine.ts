import { Nesting } from './Nesting';
import { PythonGlobal, PythonObject } from './pickleValue';
import type { PickleValue } from './pickleValue';
import { protocolError } from './wire';

/** Far above what a list of a million addresses needs; a stack or memo beyond it is an attack on our memory. */
const MAX_SLOTS = 4_000_000;
const MAX_MARKS = 64;

/** The stack and memo of a pickle, with the operations that fail2ban's replies need. All throw FAIL2BAN_PROTOCOL_ERROR. */
export class PickleMachine {
  private readonly nesting = new Nesting();
  private readonly stack: PickleValue[] = [];
  private readonly marks: number[] = [];
  private readonly memo: PickleValue[] = [];
  /** The stack below the last mark is out of reach. */
  private floor = 0;

  push(value: PickleValue): void {
    if (this.stack.length >= MAX_SLOTS) {
      fail('it holds too many values');
    }
    this.stack.push(value);
  }

  pushList(): void {
    this.push(this.nesting.open([]));
  }

  pushDict(): void {
    this.push(this.nesting.open(new Map()));
  }

  mark(): void {
    if (this.marks.length >= MAX_MARKS) {
      fail('it is nested too deeply');
    }
    this.floor = this.stack.length;
    this.marks.push(this.floor);
  }

  remember(): void {
    if (this.memo.length >= MAX_SLOTS) {
      fail('it holds too many values');
    }
    this.memo.push(this.top());
  }

  recall(index: number): void {
    const value = this.memo[index];
    this.push(value === undefined ? fail('its memo has no such entry') : value);
  }

  tuple(size: 1 | 2 | 3): void {
    const last = this.pop();
    if (size === 1) {
      return this.seal([last]);
    }
    const middle = this.pop();
    this.seal(size === 2 ? [middle, last] : [this.pop(), middle, last]);
  }

  tupleToMark(): void {
    this.seal(this.popToMark());
  }

  append(): void {
    this.appendAll([this.pop()]);
  }

  appendToMark(): void {
    this.appendAll(this.popToMark());
  }

  setItem(): void {
    const value = this.pop();
    this.setAll([this.pop(), value]);
  }

  setItemsToMark(): void {
    this.setAll(this.popToMark());
  }

  global(): void {
    const name = this.pop();
    const module = this.pop();
    this.push(typeof name === 'string' && typeof module === 'string' ? new PythonGlobal(`${module}.${name}`) : fail('a name is no text'));
  }

  reduce(): void {
    const args = this.pop();
    const callable = this.pop();
    if (!(callable instanceof PythonGlobal) || !Array.isArray(args)) {
      return fail('it calls what is no name');
    }
    const [first] = args;
    if (callable.name === 'builtins.str' && args.length === 1 && typeof first === 'string') {
      return this.push(first);
    }
    const object = new PythonObject(callable.name, args);
    this.nesting.seal(object, [args]);
    this.push(object);
  }

  /** The state of an exception (its error number, say) tells nothing that its arguments do not. */
  dropState(): void {
    this.pop();
    if (!(this.top() instanceof PythonObject)) {
      fail('it gives a state to what is no object');
    }
  }

  /** The one value that must be left at the end. */
  result(): PickleValue {
    return this.stack.length === 1 && this.marks.length === 0 ? this.pop() : fail('it does not end with one value');
  }

  private pop(): PickleValue {
    const value = this.stack.length > this.floor ? this.stack.pop() : undefined;
    return value === undefined ? fail('its stack is empty') : value;
  }

  private top(): PickleValue {
    const value = this.stack.length > this.floor ? this.stack[this.stack.length - 1] : undefined;
    return value === undefined ? fail('its stack is empty') : value;
  }

  /** Everything above the last mark, taken off the stack. */
  private popToMark(): PickleValue[] {
    const from = this.marks.pop() ?? fail('a mark is missing');
    this.floor = this.marks[this.marks.length - 1] ?? 0;
    return this.stack.splice(from);
  }

  private seal(items: PickleValue[]): void {
    this.nesting.seal(items, items);
    this.push(items);
  }

  private appendAll(items: readonly PickleValue[]): void {
    const list = this.top();
    if (!Array.isArray(list)) {
      return fail('it appends to what is no list');
    }
    this.nesting.adopt(list, items);
    for (const item of items) {
      list.push(item);
    }
  }

  private setAll(pairs: readonly PickleValue[]): void {
    const dict = this.top();
    if (!(dict instanceof Map) || pairs.length % 2 !== 0) {
      return fail('it sets items of what is no dict');
    }
    this.nesting.adopt(dict, pairs);
    for (let i = 0; i < pairs.length; i += 2) {
      const key = pairs[i];
      const value = pairs[i + 1];
      if ((typeof key !== 'string' && typeof key !== 'number') || value === undefined) {
        return fail('a key of a dict is neither text nor number');
      }
      dict.set(key, value);
    }
  }
}

function fail(what: string): never {
  throw protocolError(what);
}
