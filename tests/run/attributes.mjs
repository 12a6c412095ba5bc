import assert from 'node:assert/strict';

const receivers = [];
export const setup = () => {
  let size = 1;
  const kind = (x) => (x === undefined ? 'undefined' : `${x.constructor.name} ${[...x].join()}`);
  globalThis.attributeHost = {
    kinds: (...xs) => xs.map(kind).join('; '),
    same: (x) => x,
  };
  globalThis.AttributeTable = class {
    static get size() {
      receivers.push(this);
      return size;
    }
    static set size(value) {
      receivers.push(this);
      size = value;
    }
  };
};

export default async function ({ pkg, see, tool }) {
  assert.equal(see('starts', pkg.starts()), 1);
  assert.equal('begin' in pkg, false, 'a start function of its own');

  assert.equal(see('this', pkg.whoami.call({ name: 'né' }, '!')), 'né!');
  assert.equal({ name: 'method', whoami: pkg.whoami }.whoami('?'), 'method?');

  assert.equal(see('slices', pkg.slice_kinds()), 'Uint8Array 1,2; Uint8Array 3,4; Array 5,6');
  assert.equal(see('vectors', pkg.vector_kinds()), 'Array 1,65535; Uint16Array 2; Array 0.5');
  assert.equal(see('old slices', pkg.old_slice_kinds()), 'Array -1,2; Array 3Array ; undefined');

  const object = {};
  assert.deepEqual(see('generic', pkg.generic('é', object)), [7, -1n, true, 'é', object]);
  assert.deepEqual(see('dotted', pkg.rest_of({ 0: 'a', 1: 'b', 2: 'c', length: 3 }, 1)), ['b', 'c']);
  assert.deepEqual(see('static table', [...pkg.table_tour()]), [5, 99]);
  if (tool === 'ours') {
    // Upstream calls these accessors without their class, so that a setter gets no value.
    assert.equal(pkg.final_statics(), 2);
    assert.deepEqual(receivers, Array(3).fill(globalThis.AttributeTable));
  }
  assert.equal('a' in globalThis.AttributeTable, false);
  assert.deepEqual([5n, 5, '5'].map((x) => pkg.is_big(x)), [true, false, false]);

  const made = new pkg.Maker(4);
  assert.ok(made instanceof pkg.Made);
  assert.equal(see('made', made.n), 4);

  assert.deepEqual(['Side', 'Switch'].filter((name) => name in pkg), []);
  assert.deepEqual(see('sides', [pkg.other_side(0), pkg.other_side(1)]), [1, 0]);
  assert.deepEqual(see('switches', [pkg.toggle('on'), pkg.toggle('off')]), ['off', 'on']);
}
