import assert from 'node:assert/strict';
import { show, thrown } from './support.mjs';

export default async function ({ pkg, see }) {
  assert.equal(pkg.maths.add(1, 2), 3);
  assert.equal(pkg.maths.deep.multiply(3, 4), 12);
  assert.equal(pkg.maths.deep.negate(5), -5);
  assert.equal(pkg.add('a', 'b'), 'ab');
  const { Square, Corner } = pkg.shapes;
  const s = new Square(3);
  assert.ok(s instanceof Square);
  assert.equal(s.area(), 9);
  s.side = 4;
  assert.equal(s.area(), 16);
  const grown = pkg.shapes.grow(s, 1);
  assert.ok(grown instanceof Square);
  assert.equal(grown.area(), 25);
  assert.equal(Square.unit().area(), 1);
  assert.equal(Corner.Round, 1);
  assert.equal(pkg.shapes.cornerName(Corner.Round), 'Round');
  see('corner', show({ ...Corner }));
  assert.notEqual(pkg.Square, Square);
  assert.equal(new pkg.Square(8).value(), 8);
  see('members', [Object.keys(pkg.maths).sort(), Object.keys(pkg.maths.deep).sort(), Object.keys(pkg.shapes).sort()]);
  see('other square', thrown(() => pkg.shapes.grow(new pkg.Square(1), 1)).constructor.name);
  assert.equal(pkg.multiply, undefined);
}
