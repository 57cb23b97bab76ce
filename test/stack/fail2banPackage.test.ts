import { expect, it } from 'vitest';
import { pythonLibraries } from './fail2banPackage';

it('takes from the dependencies only the Python libraries', () => {
  expect(pythonLibraries('python3:any')).toEqual([]);
  expect(pythonLibraries('python3-pyasyncore (>= 1.0), python3:any | foo, python3-setuptools, lsb-base (>= 3)')).toEqual([
    'python3-pyasyncore',
    'python3-setuptools',
  ]);
  expect(pythonLibraries('')).toEqual([]);
});
