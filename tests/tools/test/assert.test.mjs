// The browser's stand-in for `node:assert/strict` has to agree with the original.
import strict from 'node:assert/strict';
import { test } from 'node:test';
import ours, { AssertionError } from '../browser/assert.mjs';

const values = {
  zero: 0,
  'minus zero': -0,
  'not a number': NaN,
  one: 1,
  'big one': 1n,
  text: '1',
  empty: '',
  nothing: null,
  undefined: undefined,
  array: [1, [2]],
  'same array': [1, [2]],
  'longer array': [1, [2], 3],
  'typed array': Uint8Array.of(1, 2),
  'other typed array': Int8Array.of(1, 2),
  object: { a: 1, b: { c: 2 } },
  'reordered object': { b: { c: 2 }, a: 1 },
  'object with a hole': { a: 1, b: undefined },
  'smaller object': { a: 1 },
  'bare object': Object.assign(Object.create(null), { a: 1 }),
  date: new Date(5),
  'same date': new Date(5),
  'other date': new Date(6),
  map: new Map([['a', [1]]]),
  'same map': new Map([['a', [1]]]),
  'other map': new Map([['a', [2]]]),
  set: new Set([1, 2]),
  error: new Error('a'),
  'other error': new Error('b'),
};

/** Does the call pass? */
const passes = (call) => {
  try {
    call();
    return true;
  } catch (error) {
    if (error instanceof strict.AssertionError || error instanceof AssertionError) return false;
    throw error;
  }
};

for (const method of ['equal', 'notEqual', 'deepEqual']) {
  test(`${method} agrees for every pair`, () => {
    for (const [a, left] of Object.entries(values)) {
      for (const [b, right] of Object.entries(values)) {
        const wanted = passes(() => strict[method](left, right));
        strict.equal(passes(() => ours[method](left, right)), wanted, `${a} and ${b}`);
      }
    }
  });
}

test('ok and match agree', () => {
  for (const [name, value] of Object.entries(values)) {
    strict.equal(passes(() => ours.ok(value)), passes(() => strict.ok(value)), name);
    if (typeof value === 'string') strict.equal(passes(() => ours.match(value, /^1/)), passes(() => strict.match(value, /^1/)), name);
  }
});

test('a failure says what and where', () => {
  strict.throws(() => ours.equal(1, 2, 'sum'), { name: 'AssertionError', message: 'sum: 1 is not 2' });
  strict.throws(() => ours.fail('why'), { message: 'why' });
});
