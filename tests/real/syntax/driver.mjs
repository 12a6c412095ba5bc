import assert from 'node:assert/strict';
import { isPanic, thrown } from '../../run/support.mjs';

const MESSY = `use   std::fmt;
struct Point{x:f64,y:f64}
impl Point{ fn norm(&self)->f64{ let square=|v:f64|v*v; (square(self.x)+square(self.y)).sqrt() } }
fn main(){ let points=vec![1,2,3]; for p in points.iter().map(|x| x+1){ println!("{p} é") } mod inner { fn hidden<'a, T: Clone>(x: &'a T) where T: 'a {} } }
`;

export default async function ({ pkg, see, unwind }) {
  const once = see('formatted', pkg.format(MESSY));
  assert.ok(once.includes('struct Point {\n    x: f64,\n    y: f64,\n}'));
  assert.equal(pkg.format(once), once, 'formatting settles');
  const survey = new pkg.Survey(MESSY);
  see('survey', [survey.functions, survey.structs, survey.closures, survey.names]);
  assert.equal(survey.functions, 3);
  assert.equal(survey.closures, 2);
  assert.equal(survey.name_at(1), 'main');
  for (const bad of ['fn main( {', 'struct', '\u{1f980}', 'fn f() { let = 2; }', '"']) {
    const error = thrown(() => pkg.format(bad));
    assert.ok(error instanceof Error);
    see(bad, error.message);
  }
  // Thousands of nested and repeated items.
  const long = Array.from({ length: 400 }, (_, i) => `fn f${i}(a: [u8; ${i}]) -> Option<u8> { a.get(${i}).copied() }`).join('\n');
  assert.equal(new pkg.Survey(long).names.length, 400);
  see('long', pkg.format(long).length);
  if (!unwind) return;
  for (let i = 0; i < 50; i++) {
    isPanic(thrown(() => survey.name_at(99)), 'index out of bounds: the len is 3 but the index is 99');
  }
  assert.equal(survey.name_at(2), 'hidden', 'usable after panics');
}
