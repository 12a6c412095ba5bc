import assert from 'node:assert/strict';
import { thrown } from './support.mjs';

export const setup = () => {
  globalThis.enumHost = {
    paint: (c) => (c + 1) % 3,
    turn: (d) => (d === 'north' ? 'south' : undefined),
    maybe_paint: (c) => (c === undefined ? 2 : undefined),
  };
};

export default async function ({ pkg, see }) {
  const { Color, Sparse, Signed, RenamedEnum } = pkg;
  const plain = (e) => Object.fromEntries(Object.entries(e));
  assert.deepEqual(see('Color', plain(Color)), { 0: 'Red', 1: 'Green', 2: 'Blue', Red: 0, Green: 1, Blue: 2 });
  assert.deepEqual(see('Sparse', plain(Sparse)), { 1: 'One', 2: 'Two', 10: 'Ten', 255: 'Max', One: 1, Two: 2, Ten: 10, Max: 255 });
  assert.deepEqual(see('Signed', plain(Signed)), { '-5': 'Minus', 0: 'Zero', 5: 'Plus', Minus: -5, Zero: 0, Plus: 5 });
  assert.ok(Object.isFrozen(Color));
  assert.equal('Packed' in pkg, false);
  assert.equal('Direction' in pkg, false, 'string enums exist in types only');
  assert.equal('Either' in pkg, false);

  assert.equal(pkg.next_color(Color.Red), Color.Green);
  assert.equal(pkg.next_color(Color.Blue), Color.Red);
  assert.equal(pkg.color_name(Color.Blue), 'Blue');
  assert.equal(pkg.maybe_color(undefined), undefined);
  assert.equal(pkg.maybe_color(null), undefined);
  assert.equal(pkg.maybe_color(Color.Red), Color.Green);
  assert.equal(pkg.res_color(1), Color.Green);
  assert.equal(thrown(() => pkg.res_color(9)).message, 'no such colour');
  for (const v of [1, 2, 10, 255]) {
    assert.equal(pkg.echo_sparse(v), v);
    assert.equal(pkg.maybe_sparse(v), v);
  }
  assert.equal(pkg.maybe_sparse(undefined), undefined);
  for (const v of [-5, 0, 5]) {
    assert.equal(pkg.echo_signed(v), v);
    assert.equal(pkg.maybe_signed(v), v);
    assert.equal(pkg.signed_value(v), v);
  }
  assert.equal(pkg.maybe_signed(undefined), undefined);
  for (const v of [0, 1, 3]) assert.equal(pkg.maybe_packed(v), v);
  assert.equal(pkg.maybe_packed(undefined), undefined);
  assert.deepEqual(plain(RenamedEnum), { 0: 'A', 1: 'B', 3: 'C', A: 0, B: 1, C: 3 });
  see('invalid', thrown(() => pkg.color_name(77)));
  see('invalid sparse', thrown(() => pkg.echo_sparse(3)));
  assert.equal(pkg.color_name(Color.Red), 'Red', 'alive after the error');

  for (const d of ['north', 'south', "odd 'one'"]) assert.equal(pkg.echo_direction(d), d);
  assert.equal(see('unknown string', pkg.echo_direction('west')), undefined);
  assert.equal(pkg.is_known('north'), true);
  assert.equal(pkg.opposite('north'), 'south');
  assert.equal(pkg.opposite("odd 'one'"), undefined);
  assert.equal(pkg.opposite(undefined), undefined);
  assert.equal(pkg.opposite(null), undefined);
  assert.equal(pkg.parse_direction('south'), 'south');
  assert.equal(pkg.parse_direction('up'), undefined);
  assert.equal(pkg.direction_value('north'), 'north');
  assert.equal(pkg.direction_from_value('north'), 'north');
  assert.equal(pkg.direction_from_value(5), undefined);

  assert.equal(pkg.describe_either('auto'), 'auto');
  assert.equal(pkg.describe_either(2.5), 'number 2.5');
  assert.equal(pkg.describe_either(new Date(7)), 'date 7');
  see('no such variant', thrown(() => pkg.describe_either({})).constructor.name);
  assert.equal(pkg.make_either(0), 'auto');
  assert.equal(pkg.make_either(1), 2.5);
  assert.deepEqual(pkg.make_either(2), new Date(0));

  assert.equal(pkg.paint_through_host(Color.Blue), Color.Red);
  assert.equal(pkg.turn_through_host('north'), 'south');
  assert.equal(pkg.turn_through_host('south'), undefined);
  assert.equal(pkg.maybe_paint_through_host(undefined), Color.Blue);
  assert.equal(pkg.maybe_paint_through_host(Color.Red), undefined);
}
