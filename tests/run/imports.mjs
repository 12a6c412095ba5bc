import assert from 'node:assert/strict';
import { show, thrown } from './support.mjs';

const calls = [];
const boom = new RangeError('boom');
export const setup = () => {
  globalThis.hostAdd = (a, b) => a + b;
  globalThis.hostRenamed = (x) => `renamed ${x}`;
  const risky = (x) => {
    if (x < 0) throw boom;
    return x * 2;
  };
  globalThis.importHost = {
    numbers(...args) {
      calls.push(args);
      return args.reduce((sum, x) => sum + Number(x), 0);
    },
    wide: (a, b) => a - b,
    small(a, b) {
      calls.push([a, b]);
      return !a;
    },
    deep: {
      factor: 3,
      er: {
        mul(a, b) {
          return this === globalThis.importHost.deep.er ? a * b : -1;
        },
      },
    },
    thisKind() {
      return this === globalThis.importHost ? 'namespace' : typeof this;
    },
    risky,
    riskyText(x) {
      if (x === '') throw 'empty';
      return `${x}!`;
    },
    riskyUnit(fail) {
      if (fail) throw undefined;
    },
    riskyBig(fail) {
      if (fail) throw boom;
      return 2n ** 64n - 1n;
    },
    riskyMaybe(x) {
      if (x === undefined) throw null;
      return x === 0 ? undefined : x;
    },
    sum: (first, ...rest) => first + rest.reduce((a, b) => a + b, 0) + rest.length * 1000,
    joinAll: (...parts) => parts.join('+'),
    options: (...args) => args.map((x) => show(x)).join(' '),
    maybeInt: (x) => x,
    maybeReal: (x) => x,
    maybeBig: (x) => x,
    maybeWide: (x) => x,
    maybeChar: (x) => x,
    maybeBool: (x) => x,
    maybeText: (x) => x,
    maybeValue: (x) => x,
    value(a, b) {
      calls.push([a, b]);
      return { a, b };
    },
    'kebab-name': (x) => x + 1,
    poly: (x) => typeof x,
  };
};

export default async function ({ pkg, see }) {
  assert.equal(pkg.call_add(2, -3), -1);
  assert.equal(pkg.call_renamed('é'), 'renamed é');
  see('numbers', pkg.call_numbers());
  assert.deepEqual(calls.pop(), [-1, 65535, -70000, 4294967295, -(2n ** 63n), 2n ** 64n - 1n, 0.5, 0.1]);
  assert.equal(pkg.call_wide(-(2n ** 100n), 2n ** 120n), -(2n ** 100n) - 2n ** 120n);
  assert.equal(pkg.call_small(true, '🦀'), false);
  assert.deepEqual(calls.pop(), [true, '🦀']);
  assert.equal(pkg.call_deep(6, 7), 42, 'called on its namespace');
  assert.equal(pkg.call_this_kind(), 'namespace');

  assert.equal(pkg.call_risky(4), 'ok 8');
  assert.equal(pkg.call_risky(-1), 'err None');
  assert.equal(pkg.rethrow_risky(4), 9);
  assert.equal(thrown(() => pkg.rethrow_risky(-4)), boom, 'the same object');
  assert.equal(pkg.call_risky_text('x'), 'x!');
  assert.equal(thrown(() => pkg.call_risky_text('')), 'empty');
  assert.equal(pkg.call_risky_unit(false), true);
  assert.equal(pkg.call_risky_unit(true), false);
  assert.equal(pkg.call_risky_big(false), 2n ** 64n - 1n);
  assert.equal(thrown(() => pkg.call_risky_big(true)), boom);
  assert.equal(pkg.call_risky_maybe(2.5), 2.5);
  assert.equal(pkg.call_risky_maybe(0), undefined);
  assert.equal(thrown(() => pkg.call_risky_maybe(undefined)), null);

  assert.equal(pkg.call_sum(1, [2, 3]), 2006);
  assert.equal(pkg.call_sum(1, []), 1);
  assert.equal(pkg.call_join_all(['a', 'é', '']), 'a+é+');
  assert.equal(see('none', pkg.call_options_none()), Array(11).fill('undefined').join(' '));
  see('some', pkg.call_options_some({ v: 1 }));
  assert.equal(pkg.call_options_some(5), '-8 4294967295 -64n 0.5 -0.25 false "é" "str" "string" Uint8Array[1, 2] 5');

  const MAYBE = {
    int: [0, -1, 2147483647], real: [0, -0, NaN, 1e300], big: [0n, -(2n ** 63n)], wide: [0n, 2n ** 128n - 1n],
    char: ['\0', 'é', '🦀'], bool: [true, false], text: ['', 'é'], value: [0, '', false],
  };
  for (const [kind, samples] of Object.entries(MAYBE)) {
    const echo = pkg[`echo_maybe_${kind}`];
    for (const x of samples) assert.ok(Object.is(echo(x), x), `${kind} ${show(x)}`);
    assert.equal(echo(undefined), undefined);
    assert.equal(echo(null), undefined);
  }

  const a = {};
  const b = Symbol('b');
  const both = pkg.call_value(a, b);
  assert.equal(both.a, a);
  assert.equal(both.b, b);
  assert.equal(pkg.call_kebab(1), 2);
  assert.deepEqual(see('poly', pkg.call_poly()), ['string', 'number']);
  assert.deepEqual(see('math', pkg.call_math()), Float64Array.of(0, 9, 255, 1));

  // Imports are looked up at each call.
  globalThis.hostAdd = (x, y) => x * y;
  assert.equal(pkg.call_add(6, 7), 42);

  assert.equal(pkg.total(1), 1);
  assert.equal(pkg.total(1, 2, 3), 6);
  assert.equal(pkg.words('a', 'b'), 2);
  assert.equal(pkg.words(), 0);
  assert.equal(pkg.values('first'), 'first');
  assert.equal(pkg.values('first', a, b), b);
}
