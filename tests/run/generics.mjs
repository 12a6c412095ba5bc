import assert from 'node:assert/strict';
import { rejected, thrown } from './support.mjs';

export default async function ({ pkg, see }) {
  assert.deepEqual(see('strings', pkg.strings()), ['a', 'b']);
  assert.deepEqual(pkg.lengths(['', 'abc', '🦀']), [0, 3, 2]);
  assert.deepEqual(see('counts', pkg.counts(['x', 'y', 'x'])), new Map([['x', 2], ['y', 1]]));
  assert.equal(await pkg.awaited(Promise.resolve(2.5)), 2.5);
  const reason = new Error('no');
  assert.equal(await rejected(pkg.awaited(Promise.reject(reason))), reason);
  assert.equal(await pkg.promised(4), 4);
  assert.equal(pkg.apply((x) => x * 3, 5), 15);
  assert.equal(thrown(() => pkg.apply(() => { throw reason; }, 5)), reason);
}
