import assert from 'node:assert/strict';

// Upstream writes member names unquoted, so that its output does not parse, and loses the functions `$dollar` and
// `ünïcode` without a word; `passStringToWasm0` collides with its own helper.
export const tools = ['ours'];

export default async function ({ pkg, see }) {
  const odd = new pkg.Odd(3);
  assert.equal(see('kebab-method', odd['kebab-method']()), 3);
  assert.equal(pkg.Odd['static method'](), 7);
  assert.equal(odd['odd prop'], 4);
  odd['odd prop'] = 8;
  assert.equal(odd['odd prop'], 9);
  assert.equal(odd['data-field'], 1);
  odd['data-field'] = 2;
  assert.equal(odd['data-field'], 2);
  assert.equal(pkg['free-function'](1), 2);
  assert.equal(pkg.$dollar(), 2);
  assert.equal(pkg['ünïcode'](), 3);
  assert.equal(pkg.length('né'), 2);
  assert.equal(pkg.name(), 'odd_names');
  assert.equal(pkg.getObject(), 4);
  const object = {};
  assert.equal(pkg.addHeapObject(object), object);
  assert.equal(pkg.passStringToWasm0('né'), 3);
}
