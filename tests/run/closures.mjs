import assert from 'node:assert/strict';
import { show, thrown } from './support.mjs';

let registered;
let owned;
export const setup = () => {
  globalThis.closureHost = {
    register: (f) => { registered = f; },
    own: (f) => { owned = f; },
  };
};

export default async function ({ pkg, see, gc }) {
  const add = pkg.adder(5);
  assert.equal(typeof add, 'function');
  assert.equal(add(1), 6);
  assert.equal(add(-10), -5);
  const count = pkg.counter();
  assert.deepEqual([count(), count(), count()], [1, 2, 3]);
  assert.equal(pkg.boxed('né')('x'), 'né:x');
  const log = pkg.boxed_mut();
  log(1);
  assert.deepEqual(see('boxed_mut', log(2)), Uint32Array.of(1, 2));

  const dropsBefore = pkg.drops();
  const once = pkg.once('text');
  assert.equal(once(), 'text');
  assert.equal(pkg.drops(), dropsBefore + 1);
  see('once twice', thrown(() => once()));
  const freeing = pkg.once_self_freeing();
  assert.equal(freeing(3), 5);
  assert.equal(pkg.drops(), dropsBefore + 2);
  see('self-freeing twice', thrown(() => freeing(3)));
  assert.equal(pkg.once_with_args()(7, 'é'), '7é');
  assert.equal(pkg.forgotten()(), 77);

  const before = pkg.drops();
  const dropped = pkg.dropped();
  assert.equal(pkg.drops(), before + 1);
  see('dropped', thrown(() => dropped()));

  const kept = pkg.keep(3);
  assert.equal(kept(4), 12);
  assert.equal(pkg.calls(), 1);
  assert.equal(pkg.release(), true);
  see('released', thrown(() => kept(4)));
  assert.equal(pkg.release(), false);

  const ending = pkg.self_dropping();
  const drops = pkg.drops();
  assert.equal(ending(2), 7, 'finishes the call during which it is dropped');
  assert.equal(pkg.drops(), drops + 1);
  see('after dropping itself', thrown(() => ending(2)));

  const reentrant = pkg.reentrant();
  let inner;
  assert.equal(reentrant(() => { inner = thrown(() => reentrant(() => 0)); }), 1);
  see('reentrant', inner);
  assert.equal(reentrant(() => 0), 2, 'usable after the error');
  const shared = pkg.reentrant_shared();
  assert.equal(shared(() => shared(() => shared(() => 0))), 3);

  const typed = (name) => pkg.typed(name);
  const CASES = [
    ['i64', [-5n, 3n], -2n], ['i128', [-(2n ** 127n)], 2n ** 127n], ['f32', [0.5, 0.25], 0.75], ['bool', [true], false],
    ['char', ['é'], 'é'], ['char', ['z'], 'Z'], ['string', ['né'], 'né!'], ['option', [undefined], undefined], ['option', [4], '4'],
    ['option64', [null], undefined], ['option64', [-7n], -7], ['result', [3], 3], ['slice', [[1.5, 300]], Uint8Array.of(1, 255)],
    ['value', [null], null], ['value-ref', ['x'], true], ['value-ref', [1], false], ['enum', [1], 2], ['unit', [], undefined],
    ['eight', [1, 2, 3, 4, 5, 6, 7, 8], 36],
  ];
  for (const [name, args, expected] of CASES) {
    assert.deepEqual(see(`${name} ${show(args)}`, typed(name)(...args)), expected, name);
  }
  assert.equal(thrown(() => typed('result')(0)), 'zero');
  const payload = new pkg.Payload(8);
  const next = typed('struct')(payload);
  assert.ok(next instanceof pkg.Payload);
  assert.equal(next.n, 9);
  see('moved payload', thrown(() => payload.n));
  see('not a payload', thrown(() => typed('struct')({})));
  const object = {};
  assert.equal(typed('value')(object), object);

  assert.equal(pkg.registered(() => { registered(5); registered(6); }), 11);
  see('after the scope', thrown(() => registered(1)));
  pkg.given_away();
  assert.equal(owned(), 5);

  // The collector frees closures that JS owns.
  const start = pkg.drops();
  (() => { for (let i = 0; i < 20; i++) pkg.adder(i)(1); })();
  await gc();
  assert.ok(pkg.drops() - start >= 15, `only ${pkg.drops() - start} of 20 were finalized`);
}
