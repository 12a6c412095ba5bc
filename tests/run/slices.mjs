import assert from 'node:assert/strict';
import { thrown } from './support.mjs';

const TYPES = {
  i8: Int8Array, u8: Uint8Array, i16: Int16Array, u16: Uint16Array, i32: Int32Array, u32: Uint32Array,
  i64: BigInt64Array, u64: BigUint64Array, isize: Int32Array, usize: Uint32Array, f32: Float32Array, f64: Float64Array,
};

const seen = [];
export const setup = () => {
  globalThis.sliceHost = {
    inspect(bytes, floats) {
      seen.push(bytes.constructor.name, floats.constructor.name);
      return bytes[2] + floats[0] + floats[1] + bytes.length;
    },
    fill(words) {
      for (let i = 0; i < words.length; i++) words[i] += i * 10;
    },
    make: (n) => Int16Array.from({ length: n }, (_, i) => i - 1),
    take(xs) {
      seen.push(xs.constructor.name);
      return BigInt64Array.from(xs, (x) => -x);
    },
    pixels(xs) {
      seen.push(xs.constructor.name);
      return xs.reduce((a, b) => a + b, 0);
    },
    invert(xs) {
      for (let i = 0; i < xs.length; i++) xs[i] = 300 - xs[i];
    },
  };
};

export default async function ({ pkg, see, debug, flavour }) {
  const wide = flavour === 'wasm64';
  if (wide) {
    // Elements are 64 bits wide, single sizes are numbers.
    assert.equal(pkg.sum_usize(BigUint64Array.from([1n, 2n ** 40n])), 1 + 2 ** 40);
    assert.deepEqual(pkg.own_isize(BigInt64Array.from([1n, -(2n ** 40n)])), BigInt64Array.from([-(2n ** 40n), 1n]));
    assert.deepEqual(see('sizes', pkg.range_usize(3)), BigUint64Array.from([0n, 1n, 2n]));
    assert.throws(() => pkg.sum_usize([1, 2]), TypeError);
  }
  for (const [type, Class] of Object.entries(TYPES)) {
    if (wide && type.endsWith('size')) continue;
    const big = Class === BigInt64Array || Class === BigUint64Array;
    const n = (x) => (big ? BigInt(x) : x);
    const xs = Class.from([n(1), n(2), n(30)]);
    assert.equal(pkg[`sum_${type}`](xs), n(33), type);
    assert.equal(pkg[`sum_${type}`](new Class(0)), n(0), type);
    assert.equal(pkg[`sum_${type}`]([n(4), n(5)]), n(9), `plain array of ${type}`);

    const twice = Class.from([n(1), n(2), n(30)]);
    assert.equal(pkg[`twice_${type}`](twice), undefined);
    assert.deepEqual(twice, Class.from([n(2), n(4), n(60)]), `copied back ${type}`);
    const part = Class.from([n(1), n(2), n(3), n(4)]);
    pkg[`twice_${type}`](part.subarray(1, 3));
    assert.deepEqual(part, Class.from([n(1), n(4), n(6), n(4)]), `copied back through a window ${type}`);

    const own = pkg[`own_${type}`](xs);
    assert.deepEqual(own, Class.from([n(30), n(2), n(1)]));
    assert.equal(own.constructor, Class);
    assert.equal(own.buffer.byteLength, own.byteLength, 'a copy, not a view');
    assert.deepEqual(xs, Class.from([n(1), n(2), n(30)]), 'the argument is untouched');
    assert.deepEqual(pkg[`own_${type}`]([]), new Class(0));
    assert.deepEqual(pkg[`range_${type}`](4), Class.from([n(0), n(1), n(2), n(3)]));
    assert.equal(pkg[`range_${type}`](5000).length, 5000);

    assert.equal(pkg[`maybe_${type}`](undefined), undefined);
    assert.equal(pkg[`maybe_${type}`](null), undefined);
    assert.deepEqual(pkg[`maybe_${type}`](xs), Class.from([n(1), n(2), n(30), n(7)]));
    assert.deepEqual(pkg[`maybe_${type}`](new Class(0)), Class.from([n(7)]));
    assert.deepEqual(pkg[`boxed_${type}`](xs), xs);
    assert.deepEqual(pkg[`boxed_${type}`](new Class(0)), new Class(0));
    see(type, [own, pkg[`range_${type}`](3), pkg[`maybe_${type}`](xs)]);
  }

  assert.deepEqual(see('clamped', pkg.clamped(Uint8ClampedArray.from([0, 5, 255]))), Uint8ClampedArray.from([255, 250, 0]));
  assert.equal(pkg.option_slice([1, 2]), 3);
  assert.equal(pkg.option_slice(undefined), -1);
  assert.equal(pkg.dot([1, 2, 3], new Float64Array([4, 5, 6])), 32);
  assert.deepEqual(pkg.checked(Int32Array.of(2, -3)), Int32Array.of(4, 9));
  assert.equal(see('checked', thrown(() => pkg.checked([]))).message, 'no elements');

  const into = new Uint16Array(3);
  assert.equal(pkg.copy_into(Uint16Array.of(7, 8, 9, 10), into), 3);
  assert.deepEqual(into, Uint16Array.of(7, 8, 9));

  assert.equal(pkg.through_host(), 3 + 0.75 + 3);
  assert.deepEqual(pkg.filled_by_host(4), Uint32Array.of(1, 11, 21, 31));
  assert.equal(pkg.made_by_host(5), -1 + 0 + 1 + 2 + 3);
  assert.deepEqual(pkg.taken_by_host(BigUint64Array.of(1n, 2n)), BigInt64Array.of(-1n, -2n));
  assert.deepEqual(pkg.pixels_through_host([100, 200, 50]), Uint8Array.of(200, 100, 250, 350 & 255));
  see('classes the host saw', seen);
  assert.deepEqual(seen, ['Uint8Array', 'Float32Array', 'BigUint64Array', 'Uint8ClampedArray']);

  if (debug) {
    // A plain array has nothing to copy back to, and elements of another size would not fit.
    for (const wrong of [[1, 2], new Float64Array(2)]) {
      see(`copy back to ${wrong.constructor.name}`, thrown(() => pkg.twice_f32(wrong)) instanceof Error);
    }
    for (const wrong of [5, {}]) see(`sum of ${typeof wrong}`, thrown(() => pkg.sum_u16(wrong)) instanceof Error);
  }

  // A large argument makes the memory grow while another view is in use.
  const large = new Float64Array(300000).fill(1);
  assert.equal(pkg.dot(large, large), 300000);
  assert.equal(pkg.sum_f64(large), 300000);
}
