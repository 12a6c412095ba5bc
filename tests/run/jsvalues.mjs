import assert from 'node:assert/strict';
import { show, thrown } from './support.mjs';

class User {
  constructor() {
    this.a = 1;
  }
}

const sym = Symbol('s');
const VALUES = [undefined, null, true, false, 0, -0, 1.5, NaN, '', 'text', 5n, 0n, sym, {}, [], () => 1, new Date(0), new User()];

export default async function ({ pkg, see, gc }) {
  for (const v of VALUES) {
    assert.ok(Object.is(pkg.echo(v), v), show(v));
    assert.ok(Object.is(pkg.echo_ref(v), v), show(v));
    assert.ok(Object.is(pkg.echo_option(v), v === null ? undefined : v), show(v));
    assert.equal(pkg.is_some(v), v !== undefined && v !== null, show(v));
    see(`kind ${show(v)}`, pkg.kind(v));
    assert.equal(pkg.typeof_(v), typeof v);
    assert.ok(Object.is(pkg.as_f64(v), typeof v === 'number' ? v : undefined), show(v));
    assert.equal(pkg.as_bool(v), typeof v === 'boolean' ? v : undefined);
    assert.equal(pkg.as_string(v), typeof v === 'string' ? v : undefined);
  }
  assert.equal(pkg.kind([]), 'object,array,truthy');
  assert.equal(pkg.kind(undefined), 'undefined,nullish,falsy');
  assert.equal(pkg.kind(5n), 'bigint,truthy');
  assert.equal(pkg.kind(''), 'string,falsy');

  // The text of `{:?}` is visible to users.
  const DEBUG = [
    [undefined, 'JsValue(undefined)'], [null, 'JsValue(null)'], [true, 'JsValue(true)'], [1.5, 'JsValue(1.5)'],
    ['a "q"', 'JsValue("a \\"q\\"")'], [5n, 'JsValue(5n)'], [Symbol('d'), 'JsValue(Symbol(d))'], [Symbol(), 'JsValue(Symbol)'],
    [[1, 'a', [null]], 'JsValue([1, "a", [null]])'], [[], 'JsValue([])'], [{ a: 1 }, 'JsValue(Object({"a":1}))'],
    [function named() {}, 'JsValue(Function(named))'], [new User(), 'JsValue(User)'], [new Date(0), 'JsValue(Date)'], [new Map(), 'JsValue(Map)'],
    [/x/g, 'JsValue(RegExp)'],
  ];
  for (const [value, text] of DEBUG) see(`debug ${text}`, pkg.debug(value));
  assert.equal(pkg.debug(undefined), 'JsValue(undefined)');
  assert.equal(pkg.debug('a "q"'), 'JsValue("a \\"q\\"")');
  assert.equal(pkg.debug([1, 'a', [null]]), 'JsValue([1, "a", [null]])');
  assert.equal(pkg.debug({ a: 1 }), 'JsValue(Object({"a":1}))');
  assert.equal(pkg.debug(function named() {}), 'JsValue(Function(named))');
  assert.equal(pkg.debug(Symbol('d')), 'JsValue(Symbol(d))');
  assert.ok(pkg.debug(new TypeError('boom')).startsWith('JsValue(TypeError: boom\n'));
  const cyclic = {};
  cyclic.self = cyclic;
  assert.equal(see('cyclic', pkg.debug(cyclic)), 'JsValue(Object)');

  assert.equal(pkg.has('a', { a: 1 }), true);
  assert.equal(pkg.has('b', { a: 1 }), false);
  assert.equal(pkg.loose_eq(1, '1'), true);
  assert.equal(pkg.loose_eq(null, undefined), true);
  assert.equal(pkg.strict_eq(1, '1'), false);
  assert.equal(pkg.strict_eq(sym, sym), true);
  assert.equal(pkg.strict_eq(NaN, NaN), false);

  const OPS = {
    '+': [[1, 2, 3], ['a', 1, 'a1'], [1n, 2n, 3n]], '-': [[5, 2, 3]], '*': [[3, '4', 12]], '/': [[1, 4, 0.25], [1, 0, Infinity]],
    '%': [[7, 4, 3], [7n, 4n, 3n]], '**': [[2, 10, 1024], [2n, 70n, 2n ** 70n]], '&': [[6, 3, 2]], '|': [[6, 3, 7]], '^': [[6, 3, 5]],
    '<<': [[1, 4, 16]], '>>': [[-16, 2, -4]], '>>>': [[-1, 28, 15]], '<': [[1, 2, true], ['b', 'a', false]], '<=': [[2, 2, true]], '>': [[1, 2, false]], '>=': [[2, 2, true]],
  };
  for (const [op, cases] of Object.entries(OPS)) {
    for (const [a, b, expected] of cases) assert.equal(see(`${show(a)} ${op} ${show(b)}`, pkg.op(op, a, b)), expected);
  }
  assert.equal(pkg.unary('-', 5), -5);
  assert.equal(pkg.unary('-', 5n), -5n);
  assert.equal(pkg.unary('~', 5), -6);
  assert.equal(pkg.unary('!', 5), false);
  assert.equal(pkg.unary('!', ''), true);
  assert.equal(pkg.checked_div(6n, 3n), 2n);
  assert.ok(pkg.checked_div(6n, 0n) instanceof RangeError);

  assert.equal(pkg.to_f64(7), 7);
  assert.equal(pkg.to_f64('8.5'), 8.5);
  assert.ok(thrown(() => pkg.to_f64(5n)) instanceof TypeError);
  assert.equal(pkg.to_i64(-5n), -5n);
  assert.equal(thrown(() => pkg.to_i64(2n ** 63n)), 2n ** 63n);
  assert.equal(pkg.to_u64(2n ** 64n - 1n), 2n ** 64n - 1n);
  assert.equal(thrown(() => pkg.to_u64(-1n)), -1n);
  assert.equal(thrown(() => pkg.to_u64(1)), 1);
  assert.equal(pkg.to_i128(-(2n ** 127n)), -(2n ** 127n));
  assert.equal(pkg.to_u128(2n ** 128n - 1n), 2n ** 128n - 1n);
  assert.equal(pkg.to_text('x'), 'x');
  assert.equal(thrown(() => pkg.to_text(9)), 9);

  const MADE = {
    undefined, null: null, true: true, false: false, string: 'made', f64: 1.5, i32: -7, u32: 4294967295,
    i64: -(2n ** 63n), u64: 2n ** 64n - 1n, i128: -(2n ** 127n), u128: 2n ** 128n - 1n,
    bigint: 123456789012345678901234567890n, none: undefined, some: 'some', bool: true,
  };
  for (const [name, expected] of Object.entries(MADE)) assert.equal(see(`make ${name}`, pkg.make(name)), expected);
  assert.equal(pkg.make('symbol').description, 'made');
  assert.equal(pkg.make('symbol-anonymous').description, undefined);
  assert.deepEqual(pkg.make('bytes'), Uint8Array.of(1, 2, 3));

  const object = {};
  assert.equal(pkg.hold(10, object), 10);
  assert.equal(pkg.hold(2000, object), 2000, 'more handles than the first table size');
  assert.deepEqual(pkg.many(1, 'b', undefined, object), [object, null, 'b', 1]);
  assert.deepEqual(pkg.many(1, 'b', 'c', object), [object, 'c', 'b', 1]);

  // No handle stays behind.
  await gc();
  const before = pkg.live_handles();
  for (let i = 0; i < 100; i++) {
    pkg.hold(3, { i });
    pkg.many(i, {}, {}, {});
    thrown(() => pkg.to_text({}));
  }
  assert.equal(pkg.live_handles(), before);

  assert.ok(pkg.memory_object() instanceof WebAssembly.Memory);
  assert.equal(pkg.memory_object().buffer.byteLength, pkg.memory_pages() * 65536);
  assert.equal(typeof pkg.exports_object(), 'object');
  assert.ok(pkg.table_object() instanceof WebAssembly.Table);
}
