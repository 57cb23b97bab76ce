/** What a reply can hold. Python's lists, tuples and sets all become arrays. */
export type PickleValue = null | boolean | number | bigint | string | PickleValue[] | Map<string | number, PickleValue> | PythonObject | PythonGlobal;

/** An instance of a Python class: only its name and arguments, nothing is ever made of it. */
export class PythonObject {
  constructor(
    readonly className: string,
    readonly args: PickleValue[]
  ) {}
}

/** A Python class or function, by name only. */
export class PythonGlobal {
  constructor(readonly name: string) {}
}
