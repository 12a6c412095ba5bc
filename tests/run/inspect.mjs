import assert from 'node:assert/strict';
import { inspect } from 'node:util';

export default async function ({ pkg, see, target }) {
  const s = new pkg.Shown(3);
  const json = { x: 3, flag: true, computed: '3-9', missing: undefined };
  assert.deepEqual({ ...s.toJSON() }, json);
  assert.equal(see('text', s.toString()), JSON.stringify(s));
  assert.deepEqual(JSON.parse(JSON.stringify({ s })), { s: { x: 3, flag: true, computed: '3-9' } });
  s.x = 4;
  assert.equal(s.toJSON().x, 4);
  assert.equal(s.method(), 9);

  const n = new pkg.Nested('né');
  assert.equal(n.toJSON().name, 'né');
  assert.deepEqual(n.toJSON().values, Uint32Array.of(1, 2));
  see('nested', n.toString());

  const c = new pkg.Custom();
  assert.equal(c.toJSON(), 'custom');
  see('custom', c.toString());
  assert.equal('toJSON' in new pkg.Opaque(), false);

  const { Alpha, Get, Middle, Set, Zoo, a } = pkg;
  for (const [name, Class] of Object.entries({ Alpha, Get, Middle, Set, Zoo, Spaced: a.b.c.Spaced })) {
    const text = see(`order of ${name}`, new Class().toString());
    assert.deepEqual(JSON.parse(text), { ax: 4, b: 2, y: 3, z: 1 });
  }
  const fieldsFirst = '{"b":2,"z":1,"ax":4,"y":3}';
  assert.equal(new Middle().toString(), fieldsFirst);
  assert.equal(new Alpha().toString(), '{"ax":4,"y":3,"b":2,"z":1}');

  if (target === 'nodejs' || target === 'experimental-nodejs-module') {
    assert.equal(typeof s[inspect.custom], 'function');
    const text = inspect(s);
    assert.match(text, /computed: '4-9'/);
    assert.equal(s[inspect.custom]().constructor, pkg.Shown);
  } else {
    assert.equal(s[inspect.custom], undefined);
  }
}
