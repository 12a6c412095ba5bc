import assert from 'node:assert/strict';
import { show } from './support.mjs';

export const setup = () => {
  globalThis.namingHost = { camelCase: (x) => x * 10 };
  globalThis.namingGlobal = (x) => x + 1;
};

export default async function ({ pkg, see }) {
  assert.equal(pkg.camelCase(5), 5);
  assert.equal('snake_case' in pkg, false);
  assert.equal(see('clashing', pkg.clashing(1, 'r', 'p', 2, 3, 4)), '1rp234');
  assert.equal(pkg.keyword_args(1, 'd', undefined, true), '1dNonetrue');
  assert.equal(pkg.TextDecoderish(), 1);

  const range = new pkg.Range_(3);
  assert.deepEqual(collect(range), [0, 1, 2]);
  assert.equal(Object.prototype.toString.call(range), '[object Range]');
  assert.equal(range.in(), 8);

  const hidden = pkg.hidden(6);
  assert.equal('Hidden' in pkg, false);
  assert.equal(hidden.n, 6);
  hidden.free();
  assert.equal(pkg.Object_.prototypeName(), 'Object_');
  assert.equal(pkg.with_this(undefined, 3), 'true 3');
  see('delete', show(pkg.delete?.() ?? pkg._delete?.()));
  assert.equal(pkg.through_host(4), 45);
  // What the generator offers by itself is not the guest's.
  const own = new Set(['default', 'initSync', 'PanicError']);
  see('exports', Object.keys(pkg).filter((name) => !name.startsWith('__') && !own.has(name)).sort());
}

/** Runs the iteration protocol by hand: the exported iterator has no `Symbol.iterator` of its own. */
function collect(range) {
  const out = [];
  const steps = range[Symbol.iterator]();
  for (;;) {
    const { value, done } = steps.next();
    if (done) return out;
    out.push(value);
  }
}
