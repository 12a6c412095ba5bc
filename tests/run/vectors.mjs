import assert from 'node:assert/strict';
import { thrown } from './support.mjs';

export const setup = () => {
  globalThis.vectorHost = {
    words: (xs) => xs.map((x) => `<${x}>`),
    anything: (xs) => [xs.length, ...xs],
    flags: (n) => Array.from({ length: n }, (_, i) => i % 2 === 0),
  };
};

export default async function ({ pkg, see }) {
  assert.deepEqual(see('strings', pkg.strings(['b', 'a', 'é', ''])), ['', 'a', 'b', 'é']);
  assert.deepEqual(pkg.strings([]), []);
  assert.deepEqual(pkg.split('a,b,,c'), ['a', 'b', '', 'c']);
  assert.equal(pkg.join(['x', '🦀', 'y'], '-'), 'x-🦀-y');
  see('not strings', thrown(() => pkg.strings(['a', 5])).constructor.name);
  assert.deepEqual(pkg.strings(['alive']), ['alive']);

  const object = { a: 1 };
  const values = pkg.values([1, 'two', object, null, undefined, 3n]);
  assert.deepEqual(values, [3n, undefined, null, object, 'two', 1]);
  assert.equal(values[3], object, 'the very same object');
  assert.deepEqual(pkg.values([]), []);
  assert.deepEqual(pkg.boxed_values([true, false]), [true, false]);

  assert.deepEqual(see('bools', pkg.bools([true, false, true])), [false, true, false]);
  assert.deepEqual(see('letters', pkg.letters(['a', '漢', '🦀'])), ['🦀', '漢', 'a']);
  assert.deepEqual(see('suits', pkg.suits([1, 4, 9, 1])), [4, 9]);
  assert.deepEqual(see('levels', pkg.levels(['low', 'high', 'low'])), ['high', 'low', 'high']);

  const items = [new pkg.Item(1), new pkg.Item(2)];
  const more = pkg.items(items);
  assert.deepEqual(more.map((i) => i.weight), [2, 3]);
  assert.ok(more.every((i) => i instanceof pkg.Item));
  see('moved', thrown(() => items[0].weight).constructor.name);
  assert.equal(pkg.total(more), 5);
  assert.equal(pkg.total([]), 0);
  see('not items', thrown(() => pkg.total([{}])).constructor.name);
  assert.equal(pkg.maybe_items(0), undefined);
  assert.deepEqual(pkg.maybe_items(3).map((i) => i.weight), [0, 1, 2]);

  assert.deepEqual(see('dates', pkg.dates([new Date(0), new Date(500)])), [new Date(1000), new Date(1500)]);
  assert.equal(pkg.arrays([[1], [2, 3], []]), 3);
  assert.equal(pkg.maybe_strings(undefined), undefined);
  assert.equal(pkg.maybe_strings([]), undefined);
  assert.deepEqual(pkg.maybe_strings(['x']), ['x']);
  assert.deepEqual(pkg.checked_strings(['x']), ['x']);
  assert.equal(see('checked', thrown(() => pkg.checked_strings(['']))).message, 'an element is empty');

  assert.deepEqual(see('words', pkg.words_through_host(['a', 'é'])), ['<a>', '<é>']);
  assert.deepEqual(pkg.values_through_host([object, 1]), [2, object, 1]);
  assert.equal(pkg.flags_from_host(5), 3);

  // Handles are given back: many rounds do not run out of anything.
  const round = Array.from({ length: 200 }, (_, i) => ({ i }));
  for (let i = 0; i < 200; i++) assert.equal(pkg.values(round)[0], round[199]);
}
