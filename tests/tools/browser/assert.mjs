// Stands in for `node:assert/strict` where there is no Node: what the drivers use of it, with the same meaning.
import { show } from '../../run/support.mjs';

/** What a failed assertion throws. */
export class AssertionError extends Error {
  name = 'AssertionError';
}

function fail(message, usual) {
  if (message instanceof Error) throw message;
  throw new AssertionError(message ? `${message}: ${usual}` : usual);
}

/** Deep strict equality of plain data, collections, errors and typed arrays. */
function same(a, b) {
  if (Object.is(a, b)) return true;
  if (typeof a !== 'object' || typeof b !== 'object' || a === null || b === null) return false;
  if (Object.getPrototypeOf(a) !== Object.getPrototypeOf(b)) return false;
  if (a instanceof Date) return a.getTime() === b.getTime();
  if (a instanceof Map || a instanceof Set) {
    return a.size === b.size && same([...a], [...b]);
  }
  if (a instanceof Error && a.message !== b.message) return false;
  const keys = Object.keys(a);
  return keys.length === Object.keys(b).length && keys.every((key) => Object.hasOwn(b, key) && same(a[key], b[key]));
}

const assert = {
  ok(value, message) {
    if (!value) fail(message, `${show(value)} is not truthy`);
  },
  equal(actual, expected, message) {
    if (!Object.is(actual, expected)) fail(message, `${show(actual)} is not ${show(expected)}`);
  },
  notEqual(actual, expected, message) {
    if (Object.is(actual, expected)) fail(message, `both are ${show(actual)}`);
  },
  deepEqual(actual, expected, message) {
    if (!same(actual, expected)) fail(message, `${show(actual)} is not ${show(expected)}`);
  },
  match(text, pattern, message) {
    if (typeof text !== 'string' || !pattern.test(text)) fail(message, `${show(text)} does not match ${pattern}`);
  },
  fail(message) {
    fail(undefined, message ?? 'failed');
  },
};

export default assert;
