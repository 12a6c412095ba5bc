import assert from 'node:assert/strict';
import { createHash } from 'node:crypto';
import { thrown } from './support.mjs';

export default async function ({ pkg, see }) {
  for (const text of ['', 'abc', 'x'.repeat(55), 'x'.repeat(56), 'x'.repeat(64), 'é'.repeat(1000)]) {
    const data = new TextEncoder().encode(text);
    assert.equal(pkg.sha256(data), createHash('sha256').update(data).digest('hex'), text.length);
  }
  const numbers = Array.from({ length: 1000 }, (_, i) => (i * 7919) % 1009);
  assert.deepEqual(pkg.sort(numbers), Float64Array.from(numbers).sort());
  assert.deepEqual(pkg.sort([0, -0, NaN, -1]), Float64Array.of(-1, -0, 0, NaN));
  assert.equal(pkg.fib(20), 6765n);
  assert.deepEqual(see('words', pkg.word_counts('the cat The dog  a')), ['the:2', 'a:1', 'cat:1', 'dog:1']);
  assert.equal(pkg.evaluate('1 + 2 * (3 - 4) / -2'), 2);
  assert.equal(pkg.evaluate(' 7 '), 7);
  for (const bad of ['', '1 +', '(1', '1 2']) see(`bad ${bad}`, thrown(() => pkg.evaluate(bad)));
  assert.equal(pkg.evaluate(`${'('.repeat(200)}1${')'.repeat(200)}`), 1);
}
