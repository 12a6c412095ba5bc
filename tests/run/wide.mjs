// Addresses above 4 GiB, and the end of an instance that has them.
import assert from 'node:assert/strict';
import { thrown } from './support.mjs';

export const flavours = ['wasm64'];
const FORCE = '--force-enable-abort-handler';
const RESET = '--experimental-reset-state-function';
export const flags = [
  { add: [] },
  { add: [FORCE] },
  { add: [RESET], targets: ['nodejs', 'web'] },
];

const GIB = 2 ** 30;
const looks = [];
let ends = 0;

export function setup() {
  globalThis.wideHost = {
    look: (text, bytes, halves) => looks.push([text, [...bytes], [...halves], bytes.byteOffset]),
    ended: () => (ends += 1),
  };
}

export default async function ({ pkg, see, flags: given }) {
  assert.ok(see('behind', pkg.reserve(5)) >= 5 * GIB);
  const text = 'grüße '.repeat(2 ** 18);
  assert.equal(pkg.echo(text), `${text}!`);
  assert.deepEqual(pkg.double(Float64Array.from({ length: 2 ** 18 }, (_, i) => i))[1000], 2000);

  assert.ok(pkg.lend(2 ** 20) > 5 * GIB, 'the allocator goes on behind what is reserved');
  const [[seen, bytes, halves, at]] = looks;
  assert.equal(seen, 'é'.repeat(50));
  assert.deepEqual([bytes, halves], [[0xc3, 0xa9, 0xc3, 0xa9], [1, 2, 65535]]);
  assert.ok(at > 4 * GIB, 'a view far away');
  see('lent', [seen, bytes, halves]);

  const far = new pkg.Far(2 ** 21, 3);
  assert.equal(see('sum', far.sum(2 ** 21 - 5)), 15);
  assert.equal(see('no sum', far.sum(2 ** 40)), undefined);
  const counter = far.counter();
  assert.deepEqual(see('counter', [counter(1), counter(41)]), [1, 42]);
  far.free();
  assert.equal(counter(1), 43);
  assert.throws(() => far.sum(0));

  pkg.note();
  const first = thrown(() => pkg.abort());
  assert.ok(first instanceof WebAssembly.RuntimeError);
  see('first', first.name);
  if (given.length === 0) return;
  assert.equal(ends, 1, 'the hook runs once');
  if (given.includes(FORCE)) {
    assert.equal(thrown(() => pkg.echo('x')).cause, first);
    assert.equal(ends, 1);
    return;
  }
  // The next call finds a fresh instance, without what the old one had reserved.
  assert.equal(pkg.echo('x'), 'x!');
  assert.ok(pkg.reserve(1) < 5 * GIB);
  assert.throws(() => counter(1), { message: 'Cannot invoke closure from previous WASM instance' });
}
