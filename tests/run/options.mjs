import assert from 'node:assert/strict';
import { show, thrown } from './support.mjs';

const SAMPLES = {
  i8: [0, 1, -128, 127], u8: [0, 255], i16: [0, -32768, 32767], u16: [0, 65535],
  i32: [0, 1, -1, 2147483647, -2147483648], u32: [0, 1, 4294967295], isize: [0, -2147483648], usize: [0, 4294967295],
  i64: [0n, -1n, 2n ** 63n - 1n, -(2n ** 63n)], u64: [0n, 2n ** 64n - 1n],
  i128: [0n, -1n, 2n ** 127n - 1n, -(2n ** 127n)], u128: [0n, 2n ** 128n - 1n],
  f32: [0, -0, 0.5, NaN, Infinity, 16777216], f64: [0, -0, 0.1, NaN, -Infinity, Number.MAX_SAFE_INTEGER],
  bool: [true, false], char: ['a', '\0', '🦀', '\u{10ffff}'],
};

export default async function ({ pkg, see }) {
  for (const [type, samples] of Object.entries(SAMPLES)) {
    const opt = pkg[`opt_${type}`];
    const none = pkg[`none_${type}`];
    const res = pkg[`res_${type}`];
    const both = pkg[`both_${type}`];
    for (const x of samples) {
      assert.ok(Object.is(opt(x), x), `some ${type} ${show(x)} came back as ${show(opt(x))}`);
      assert.equal(none(x), false, `${type} ${show(x)}`);
      assert.ok(Object.is(res(x, false), x), `ok ${type} ${show(x)}`);
      if (both) assert.ok(Object.is(both(x, false), x), `ok some ${type} ${show(x)}`);
    }
    for (const nothing of [undefined, null]) {
      assert.equal(opt(nothing), undefined, type);
      assert.equal(none(nothing), true, type);
      if (both) assert.equal(both(nothing, false), undefined, type);
    }
    assert.equal(opt(), undefined);
    const error = thrown(() => res(samples[0], true));
    assert.ok(error instanceof Error);
    assert.equal(error.message, `no ${type}`);
    if (both) assert.equal(thrown(() => both(samples[0], true)), type);
    see(type, samples.map((x) => opt(x)));
  }

  assert.equal(pkg.opt_pointer(undefined), undefined);
  assert.equal(pkg.opt_pointer(16), 16);
  assert.equal(pkg.opt_pointer(0), 0);

  const object = {};
  assert.equal(pkg.opt_value(object), object);
  assert.equal(pkg.opt_value(0), 0);
  assert.equal(pkg.opt_value(null), undefined);
  assert.equal(pkg.opt_value(undefined), undefined);

  assert.equal(pkg.res_value(object, false), object);
  assert.equal(thrown(() => pkg.res_value(object, true)), object);
  assert.equal(thrown(() => pkg.res_value(undefined, true)), undefined);
  assert.equal(pkg.res_unit(false), undefined);
  assert.equal(see('res_unit', thrown(() => pkg.res_unit(true))), 13);
  assert.equal(pkg.res_text(3), 3);
  assert.equal(see('res_text', thrown(() => pkg.res_text(0))), 'zero');
  assert.equal(pkg.parse('-12'), -12);
  see('parse', thrown(() => pkg.parse('x')));
  see('parse empty', thrown(() => pkg.parse('')));

  assert.equal(see('none', pkg.first_some()), 'None None None None');
  assert.equal(see('some', pkg.first_some(1, 2.5, 'x', false)), 'Some(1) Some(2.5) Some("x") Some(false)');
  assert.equal(pkg.first_some(null, undefined, null, true), 'None None None Some(true)');
}
