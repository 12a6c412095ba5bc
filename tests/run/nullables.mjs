import assert from 'node:assert/strict';
import { show, thrown } from './support.mjs';

export const setup = () => {
  globalThis.nullableHost = { swap: (x) => (x === null ? 'was null' : null) };
};

const SAMPLES = {
  u8: [0, 255], i32: [0, -1, 2147483647], u32: [0, 4294967295], i64: [0n, -(2n ** 63n)], f32: [0, -0.5, NaN], f64: [0, 0.1, NaN],
  bool: [true, false], char: ['a', '🦀'], string: ['', 'é'], bytes: [Uint8Array.of(), Uint8Array.of(1, 2)], strings: [[], ['a', 'é']], value: [0, '', {}],
};

export default async function ({ pkg, see }) {
  for (const [type, samples] of Object.entries(SAMPLES)) {
    const plain = pkg[`null_${type}`];
    const both = pkg[`both_${type}`];
    assert.equal(plain(null), null, type);
    assert.equal(both(null), null, type);
    assert.equal(both(undefined), undefined, type);
    assert.equal(both(), undefined, type);
    for (const x of samples) {
      assert.deepEqual(plain(x), x, `${type} ${show(x)}`);
      assert.deepEqual(both(x), x, `both ${type} ${show(x)}`);
    }
    see(type, [plain(null), both(null), both(undefined), plain(samples[0])]);
  }
  assert.equal(pkg.null_thing(null), null);
  assert.equal(pkg.both_thing(null), null);
  assert.equal(pkg.both_thing(undefined), undefined);
  const thing = pkg.null_thing(new pkg.Thing(3));
  assert.ok(thing instanceof pkg.Thing);
  assert.equal(thing.n, 3);
  assert.equal(thing.maybe, null);
  thing.maybe = 8;
  assert.equal(thing.maybe, 8);
  thing.maybe = null;
  assert.equal(thing.maybe, null);
  const again = pkg.both_thing(thing);
  assert.equal(again.n, 3);
  see('moved', thrown(() => thing.n));
  see('not a thing', thrown(() => pkg.null_thing({})));
  assert.equal(pkg.through_host(null), 'was null');
  assert.equal(pkg.through_host(4), null);
}
