import { createNesting } from './createNesting';
import { PythonGlobal, PythonObject } from './pickleValue';
import type { PickleValue } from './pickleValue';
import { protocolError } from './wire';

/** The stack and memo of a pickle, with the operations that fail2ban's replies need. All throw FAIL2BAN_PROTOCOL_ERROR. */
export interface PickleMachine {
  push(value: PickleValue): void;
  pushList(): void;
  pushDict(): void;
  mark(): void;
  remember(): void;
  recall(index: number): void;
  tuple(size: number): void;
  tupleToMark(): void;
  append(): void;
  appendToMark(): void;
  setItem(): void;
  setItemsToMark(): void;
  global(): void;
  reduce(): void;
  dropState(): void;
  /** The one value that must be left at the end. */
  result(): PickleValue;
}

/** Far above what a list of a million addresses needs; a stack or memo beyond it is an attack on our memory. */
const MAX_SLOTS = 4_000_000;
const MAX_MARKS = 64;

export function createPickleMachine(): PickleMachine {
  const nesting = createNesting();
  const stack: PickleValue[] = [];
  const marks: number[] = [];
  const memo: PickleValue[] = [];
  let floor = 0;

  function pop(): PickleValue {
    const value = stack.length > floor ? stack.pop() : undefined;
    return value === undefined ? fail('its stack is empty') : value;
  }

  function top(): PickleValue {
    const value = stack.length > floor ? stack[stack.length - 1] : undefined;
    return value === undefined ? fail('its stack is empty') : value;
  }

  /** Everything above the last mark, taken off the stack. */
  function popToMark(): PickleValue[] {
    const from = marks.pop();
    if (from === undefined) {
      return fail('a mark is missing');
    }
    floor = marks[marks.length - 1] ?? 0;
    return stack.splice(from);
  }

  function push(value: PickleValue): void {
    if (stack.length >= MAX_SLOTS) {
      fail('it holds too many values');
    }
    stack.push(value);
  }

  function remember(): void {
    if (memo.length >= MAX_SLOTS) {
      fail('it holds too many values');
    }
    memo.push(top());
  }

  function recall(index: number): void {
    const value = memo[index];
    push(value === undefined ? fail('its memo has no such entry') : value);
  }

  function sealTuple(items: PickleValue[]): void {
    nesting.seal(items, items);
    push(items);
  }

  function popTuple(size: number): void {
    const items = [pop()];
    while (items.length < size) {
      items.unshift(pop());
    }
    sealTuple(items);
  }

  function append(items: readonly PickleValue[]): void {
    const list = top();
    if (!Array.isArray(list)) {
      fail('it appends to what is no list');
      return;
    }
    for (const item of items) {
      nesting.adopt(list, item);
      list.push(item);
    }
  }

  function setItems(pairs: readonly PickleValue[]): void {
    const dict = top();
    if (!(dict instanceof Map) || pairs.length % 2 !== 0) {
      fail('it sets items of what is no dict');
      return;
    }
    for (let i = 0; i < pairs.length; i += 2) {
      const key = pairs[i];
      const value = pairs[i + 1];
      if ((typeof key !== 'string' && typeof key !== 'number') || value === undefined) {
        fail('a key of a dict is neither text nor number');
        return;
      }
      nesting.adopt(dict, value);
      dict.set(key, value);
    }
  }

  function pushGlobal(): void {
    const name = pop();
    const module = pop();
    push(typeof name === 'string' && typeof module === 'string' ? new PythonGlobal(`${module}.${name}`) : fail('a name is no text'));
  }

  function reduce(): void {
    const args = pop();
    const callable = pop();
    if (!(callable instanceof PythonGlobal) || !Array.isArray(args)) {
      fail('it calls what is no name');
      return;
    }
    const [first] = args;
    if (callable.name === 'builtins.str' && args.length === 1 && typeof first === 'string') {
      push(first);
      return;
    }
    const object = new PythonObject(callable.name, args);
    nesting.seal(object, [args]);
    push(object);
  }

  /** The state of an exception (its error number, say) tells nothing that its arguments do not. */
  function dropState(): void {
    pop();
    if (!(top() instanceof PythonObject)) {
      fail('it gives a state to what is no object');
    }
  }

  return {
    push,
    pushList: () => push(nesting.open([])),
    pushDict: () => push(nesting.open(new Map())),
    mark: () => {
      if (marks.length >= MAX_MARKS) {
        fail('it is nested too deeply');
      }
      floor = stack.length;
      marks.push(floor);
    },
    remember,
    recall,
    tuple: popTuple,
    tupleToMark: () => sealTuple(popToMark()),
    append: () => append([pop()]),
    appendToMark: () => append(popToMark()),
    setItem: () => {
      const value = pop();
      setItems([pop(), value]);
    },
    setItemsToMark: () => setItems(popToMark()),
    global: pushGlobal,
    reduce,
    dropState,
    result: () => (stack.length === 1 && marks.length === 0 ? pop() : fail('it does not end with one value')),
  };
}

function fail(what: string): never {
  throw protocolError(what);
}
