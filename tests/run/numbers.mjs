import assert from 'node:assert/strict';
import { show, thrown } from './support.mjs';

const BITS = { i8: 8, u8: 8, i16: 16, u16: 16, i32: 32, u32: 32, isize: 32, usize: 32, i64: 64, u64: 64, i128: 128, u128: 128 };

export default async function ({ pkg, see, debug, flavour }) {
  const wide = flavour === 'wasm64';
  if (wide) {
    for (const x of [0, 1, 2 ** 32, 2 ** 40 + 1, Number.MAX_SAFE_INTEGER - 1]) {
      assert.equal(pkg.echo_usize(x), x);
      assert.equal(pkg.echo_isize(-x), 0 - x);
      see(`size ${x}`, [pkg.next_usize(x), pkg.next_isize(-x)]);
    }
  }
  for (const [type, bits] of Object.entries(BITS)) {
    if (wide && type.endsWith('size')) continue;
    const big = bits > 32;
    const signed = type.startsWith('i');
    const wrap = (x) => {
      const wrapped = signed ? BigInt.asIntN(bits, x) : BigInt.asUintN(bits, x);
      return big ? wrapped : Number(wrapped);
    };
    const num = (x) => (big ? x : Number(x));
    const min = signed ? -(1n << BigInt(bits - 1)) : 0n;
    const max = (1n << BigInt(signed ? bits - 1 : bits)) - 1n;
    assert.equal(pkg[`min_${type}`](), num(min), `min ${type}`);
    assert.equal(pkg[`max_${type}`](), num(max), `max ${type}`);
    const samples = [0n, 1n, min, max, max - 1n, min + 1n, 100n];
    // Out of range values wrap as the engine converts them.
    const outside = [max + 1n, min - 1n, 3n * max];
    for (const x of [...samples, ...outside]) {
      if (!big && (x > 2n ** 53n || x < -(2n ** 53n))) continue;
      assert.equal(pkg[`echo_${type}`](num(x)), wrap(x), `echo ${type} ${x}`);
      assert.equal(pkg[`next_${type}`](num(x)), wrap(x + 1n), `next ${type} ${x}`);
    }
    see(type, samples.map((x) => pkg[`next_${type}`](num(x))));
  }

  // ToInt32 semantics of the smaller ones.
  assert.equal(pkg.echo_i32(1.9), 1);
  assert.equal(pkg.echo_i32(-1.9), -1);
  assert.equal(pkg.echo_u32(-1), 4294967295);
  assert.equal(pkg.echo_i32(NaN), 0);
  assert.equal(pkg.echo_u8(256), 0);
  assert.equal(pkg.echo_f64(null), 0);
  const odd = [['echo_i32', undefined, 0], ['echo_i32', '12', 12], ['echo_u64', '5', 5n],
    ['echo_bool', 1, true], ['echo_bool', 0, false], ['echo_bool', undefined, false]];
  for (const [name, input, expected] of odd) {
    if (debug) {
      // What the engine would convert is refused.
      assert.match(see(`${name} ${show(input)}`, thrown(() => pkg[name](input))).message, /^expected a (number|bigint|boolean) argument, found /);
    } else {
      assert.equal(pkg[name](input), expected);
    }
  }

  for (const x of [0, -0, 1.5, -1.5, 1e300, -1e-300, NaN, Infinity, -Infinity, Number.MAX_SAFE_INTEGER]) {
    assert.ok(Object.is(pkg.echo_f64(x), x), `f64 ${show(x)}`);
    assert.ok(Object.is(pkg.echo_f32(x), Math.fround(x)), `f32 ${show(x)}`);
    see(`f ${show(x)}`, [pkg.echo_f64(x), pkg.echo_f32(x)]);
  }
  assert.equal(pkg.hypot_f64(3, 4), 5);
  assert.equal(pkg.hypot_f32(3, 4), 5);

  for (const [input, expected] of [[true, true], [false, false]]) {
    assert.equal(pkg.echo_bool(input), expected);
    assert.equal(pkg.not(input), !expected);
  }

  for (const c of ['a', 'é', '漢', '🦀', '\0', '\u{d7ff}', '\u{e000}', '\u{10ffff}']) {
    assert.equal(pkg.echo_char(c), c);
    assert.equal(pkg.char_code(c), c.codePointAt(0));
  }
  assert.equal(pkg.echo_char('abc'), 'a');
  assert.equal(pkg.next_char('\u{d7ff}'), '\0');
  assert.equal(pkg.next_char('🦀'), '🦁');
  see('lone surrogate', thrown(() => pkg.echo_char('\ud800')).message.startsWith('expected a valid Unicode scalar value'));
  assert.equal(pkg.char_code('z'), 122, 'alive after the error');

  assert.equal(pkg.unit(), undefined);
  assert.equal(
    see('weigh', pkg.weigh(-1, 2, 3, 4n, -5n, 6n, 0.5, 0.25, true, 'A')),
    -1 + 4 + 9 + 16 - 25 + 36 + 3.5 + 2 + 9 + 650,
  );

  assert.equal(pkg.pointer_offset(8, 16), 24);
  assert.equal(pkg.null_mut(), 0);
  assert.equal(pkg.non_null(16), 16);
  see('null pointer', thrown(() => pkg.non_null(0)).message.startsWith('expected a number argument that is not 0'));
  see('not a bigint', thrown(() => pkg.echo_i64(1)).constructor.name);
}
