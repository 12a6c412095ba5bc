import assert from 'node:assert/strict';
import { thrown } from './support.mjs';

export default async function ({ pkg, see }) {
  assert.deepEqual(pkg.make_array(4), [0, 1, 2, 3]);
  assert.deepEqual(see('tour', pkg.array_tour([1, 2, 3])), [3, 1, [2, 3], [1, 2, 3, 'end'], 1, false, '1-2-3', [0, 2, 6], [2, 3], 6, false, true, 2]);
  const a = [1, 2];
  assert.equal(pkg.mutate(a), 'pushed');
  assert.deepEqual(a, [2, null, 'first']);
  assert.equal(pkg.sum_iter([1, 'x', 2.5]), 3.5);
  assert.deepEqual(pkg.from_vec([1, 2]), [1, 2]);
  assert.equal(see('for_each', pkg.for_each(['a', 1])), '0=JsValue("a");1=JsValue(1);');

  assert.deepEqual(pkg.map_tour(), new Map([['a', 1], [2, 'b']]));
  assert.deepEqual(pkg.map_keys(new Map([['k', 0], [5, 0]])), ['JsValue("k")', 'JsValue(5)']);
  assert.equal(pkg.map_sum(new Map([['a', 1], ['b', 2]])), 3);
  const key = {};
  assert.equal(pkg.map_get(new Map([[key, 'found']]), key), 'found');
  assert.equal(pkg.map_get(new Map(), key), 'absent');
  assert.deepEqual(pkg.set_tour([1, 1, 2]), new Set([1, 2, 'added']));
  assert.equal(pkg.weak(key, 'v'), true);

  assert.deepEqual(pkg.make_object('é', 1), { é: 1 });
  assert.deepEqual(see('keys', pkg.object_keys({ a: 1, b: 'x' })), [['a', 'b'], [1, 'x'], [['a', 1], ['b', 'x']]]);
  const target = { a: 1 };
  assert.equal(pkg.assign(target, { b: 2 }), target);
  assert.deepEqual(target, { a: 1, b: 2 });
  assert.equal(pkg.frozen({}), true);
  assert.equal(pkg.same(NaN, NaN), true);
  assert.equal(pkg.same(0, -0), false);

  assert.equal(pkg.reflect_get({ x: 5 }, 'x'), 5);
  see('get of a number', thrown(() => pkg.reflect_get(5, 'x')).constructor.name);
  const getter = { get x() { throw key; } };
  assert.equal(thrown(() => pkg.reflect_get(getter, 'x')), key);
  assert.equal(pkg.reflect_set(target, 'c', 3), true);
  assert.equal(target.c, 3);
  assert.equal(pkg.reflect_set(Object.freeze({}), 'c', 3), false);
  assert.equal(pkg.reflect_has(target, 'c'), true);
  assert.equal(pkg.reflect_delete(target, 'c'), true);
  assert.equal('c' in target, false);
  assert.deepEqual(pkg.own_keys({ b: 1, [Symbol.iterator]: 2 }), ['b', Symbol.iterator]);
  assert.deepEqual(pkg.construct(Date, [0]), new Date(0));
  assert.equal(pkg.call(function (...args) { return [this, ...args].join(); }, 'this', [1, 2]), 'this,1,2');
  assert.equal(thrown(() => pkg.call(() => { throw key; }, null, [])), key);
  assert.equal(pkg.call_two(Math.pow, 2, 10), 1024);
  assert.equal(pkg.bound(function () { return this; }, key)(), key);

  assert.deepEqual(pkg.drain(new Set([1, 2])), [1, 2]);
  assert.deepEqual(pkg.drain(Object('aé')), ['a', 'é']);
  see('drain of a primitive', thrown(() => pkg.drain('aé')).constructor.name);
  assert.equal(thrown(() => pkg.drain({})), 'not iterable');
  const broken = { *[Symbol.iterator]() { yield 1; throw key; } };
  assert.equal(thrown(() => pkg.drain(broken)), key);
  assert.equal(pkg.first_of([7][Symbol.iterator]()), 7);
  assert.equal(pkg.first_of([][Symbol.iterator]()), 'done');
  assert.equal(pkg.iterator_symbol(), Symbol.iterator);
  assert.equal(pkg.global_has('Array'), true);
  assert.equal(pkg.global_has('noSuchThing'), false);
  assert.deepEqual([[], new Map(), () => 0, {}, 5].map((v) => pkg.class_of(v)), ['Array', 'Map', 'Function', 'Object', 'other']);
}
