import assert from 'node:assert/strict';
import { thrown } from './support.mjs';

export default async function ({ pkg, see }) {
  const p = new pkg.Plain();
  const start = { tiny: -1, word: 2, big: -3n, wide: 4n, ratio: 0.5, real: 0.25, flag: true, letter: 'x', fixed: 7, camelCase: 9, maybe: undefined, maybe_real: 1.5 };
  for (const [name, value] of Object.entries(start)) assert.equal(p[name], value, name);
  const next = { tiny: 127, word: 4294967295, big: 2n ** 63n - 1n, wide: 2n ** 128n - 1n, ratio: -2, real: 1e300, flag: false, letter: '🦀', camelCase: -9, maybe: 3, maybe_real: undefined };
  for (const [name, value] of Object.entries(next)) {
    p[name] = value;
    assert.equal(p[name], value, name);
  }
  p.maybe = null;
  assert.equal(p.maybe, undefined);
  assert.equal(p.secrets(), 18);
  assert.ok(thrown(() => { p.fixed = 1; }) instanceof TypeError, 'read-only in strict code');
  assert.equal(p.fixed, 7);
  for (const absent of ['hidden', 'secret', 'snake_case']) assert.equal(absent in p, false, absent);
  see('plain members', Object.getOwnPropertyNames(pkg.Plain.prototype).filter((n) => !n.startsWith('__')).sort());

  const value = { any: 'thing' };
  const c = new pkg.Cloned('né', value);
  assert.equal(c.name, 'né');
  assert.deepEqual(c.tags, ['a', 'b']);
  assert.deepEqual(c.bytes, Uint8Array.of(1, 2, 3));
  assert.equal(c.value, value);
  assert.equal(c.maybe, undefined);
  assert.equal(c.id, 'id-né');
  c.name = 'other';
  c.tags = ['x'];
  c.bytes = [9, 8];
  c.value = 5;
  c.maybe = 'now';
  assert.deepEqual([c.name, c.tags, c.bytes, c.value, c.maybe], ['other', ['x'], Uint8Array.of(9, 8), 5, 'now']);
  c.maybe = undefined;
  assert.equal(c.maybe, undefined);
  const inner = c.inner;
  assert.ok(inner instanceof pkg.Inner);
  inner.n = 50;
  assert.equal(c.inner_n(), 5, 'the getter gave a copy');
  c.inner = inner;
  assert.equal(c.inner_n(), 50);
  see('moved into a field', thrown(() => inner.n));

  const m = new pkg.Mixed();
  assert.deepEqual([m.plain, m.text, m.copied.n, m.kind, m.mood, m.maybe_kind], [1, 'text', 3, pkg.Kind.First, 'calm', undefined]);
  m.text = 'é';
  m.kind = pkg.Kind.Second;
  m.mood = 'wild';
  m.maybe_kind = pkg.Kind.Second;
  m.copied = new pkg.Inner(4);
  assert.deepEqual([m.text, m.copied.n, m.kind, m.mood, m.maybe_kind], ['é', 4, 1, 'wild', 1]);
  m.maybe_kind = undefined;
  assert.equal(m.maybe_kind, undefined);

  const pair = pkg.pair(3, 0.5);
  assert.equal(pair[0], 3);
  assert.equal(pair[1], 0.5);
  pair[0] = -3;
  assert.equal(pair[0], -3);
  pair.free();
  see('freed', thrown(() => pair[0]));
  see('pair members', Object.getOwnPropertyNames(pkg.Pair.prototype).filter((n) => !n.startsWith('__')).sort());
}
