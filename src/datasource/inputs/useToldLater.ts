import { useState } from 'react';

/**
 * A Combobox reports from an effect, and Explore draws anew from there before it holds the changed query: told at once, it
 * would report the choice again and again until React gives up. So the choice shows first, and is told after.
 */
export function useToldLater<T>(value: T, onCommit: (value: NonNullable<T>) => void): [T, (next: NonNullable<T>) => void] {
  const [chosen, setChosen] = useState(value);
  const [shown, setShown] = useState(value);
  if (!isSame(shown, value)) {
    setShown(value);
    setChosen(value);
  }
  const choose = (next: NonNullable<T>) => {
    setChosen(next);
    setTimeout(() => onCommit(next));
  };
  return [chosen, choose];
}

/** Lists are made anew with each drawing. */
function isSame(one: unknown, other: unknown): boolean {
  return one === other || (Array.isArray(one) && Array.isArray(other) && one.length === other.length && one.every((value, index) => value === other[index]));
}
