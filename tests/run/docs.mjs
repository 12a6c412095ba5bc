import assert from 'node:assert/strict';

export default async function ({ pkg, see }) {
  assert.equal(pkg.add(1, 2), 3);
  assert.equal(pkg.greet('x'), 'hi x');
  assert.equal(pkg.norm({ x: 3, y: 4 }), 5);
  assert.deepEqual(pkg.halves(3, 1), Float64Array.of(1.5, 2.5));
  assert.equal(see('optional', pkg.optional(1)), '1 None true');
  assert.equal(pkg.optional(1, 'n', {}), '1 Some("n") false');
  assert.equal(pkg.middle_optional(undefined, 2, undefined), 2.5);
  assert.equal(pkg.middle_optional(1, 2, true), 4);
  assert.equal(pkg.odd_type(), 'odd');
  assert.equal(pkg.untyped(3), 3, 'only its type is missing');
  const d = new pkg.Documented(4);
  assert.deepEqual([d.field, d.fixed, d.unseen, d.twice(), d.untyped_method(), d.level, d.letter], [4, 1, 2, 8, 3, 4, 'a']);
  d.level = 6;
  assert.equal(d.field, 6);
  assert.equal(await pkg.Documented.later(6), 6);
  assert.equal(new pkg.Untyped().x, 4);
  assert.equal(pkg.theme_of(pkg.Mode.Off), 'dark');
  assert.equal(pkg.theme_of(pkg.Mode.On), 'light');
  assert.equal(pkg.spread('ab', 'x', 'y'), 4);
  assert.equal(pkg.with_handler(() => 0), true);
  assert.equal(pkg.tricky(), undefined);
}
