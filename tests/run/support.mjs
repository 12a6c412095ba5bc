// What several drivers share: stable text for values, and checks of errors.
import assert from 'node:assert/strict';

const typed = Object.getPrototypeOf(Uint8Array);

/** Text of a value that is the same in every run and for every tool. */
export function show(value, depth = 0) {
  switch (typeof value) {
    case 'bigint':
      return `${value}n`;
    case 'string':
      return JSON.stringify(value);
    case 'number':
      return Object.is(value, -0) ? '-0' : String(value);
    case 'function':
      return 'function';
    case 'symbol':
    case 'undefined':
    case 'boolean':
      return String(value);
  }
  if (value === null) return 'null';
  if (depth > 4) return '…';
  const inner = (x) => show(x, depth + 1);
  if (value instanceof Error) return `${value.name}: ${value.message}`;
  if (Array.isArray(value)) return `[${value.map(inner).join(', ')}]`;
  if (value instanceof typed) return `${value.constructor.name}[${Array.from(value, inner).join(', ')}]`;
  if (value instanceof Date) return `Date(${value.getTime()})`;
  if (value instanceof Map) return `Map{${[...value].map(([k, v]) => `${inner(k)}: ${inner(v)}`).join(', ')}}`;
  if (value instanceof Set) return `Set{${[...value].map(inner).join(', ')}}`;
  if (value instanceof Promise) return 'Promise';
  const members = Object.keys(value)
    .filter((key) => !key.startsWith('__wbg'))
    .sort()
    .map((key) => `${key}: ${inner(value[key])}`);
  return `${value.constructor?.name ?? 'null'}{${members.join(', ')}}`;
}

/** Calls `f`, which has to throw; returns what it threw. */
export function thrown(f) {
  let result;
  try {
    result = f();
  } catch (error) {
    return error;
  }
  assert.fail(`expected an exception, got ${show(result)}`);
}

/** Awaits `promise`, which has to reject; returns the reason. */
export async function rejected(promise) {
  let result;
  try {
    result = await promise;
  } catch (error) {
    return error;
  }
  assert.fail(`expected a rejection, got ${show(result)}`);
}

/** Asserts that an error is the panic with this message. */
export function isPanic(error, message) {
  assert.ok(error instanceof Error, `not an Error: ${show(error)}`);
  assert.equal(error.name, 'PanicError');
  assert.equal(error.message, message);
}

/** Asserts that `f` panics with this message. */
export function panics(f, message) {
  isPanic(thrown(f), message);
}

/** What a call did. */
export const attempt = (f) => {
  try {
    return { threw: false, value: f() };
  } catch (error) {
    return { threw: true, error };
  }
};

/** Whether what takes seconds is done at full length here: in one engine for each kind of exceptions, and for none. */
export const isThorough = ({ flavour }) => {
  const engine = Number(process.versions.node.split('.')[0]) < 22 ? 'older' : 'newer';
  return { abort: 'older', 'unwind-legacy': 'older', 'unwind-exnref': 'newer' }[flavour] === engine;
};
