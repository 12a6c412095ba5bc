import assert from 'node:assert/strict';
import { show, thrown } from './support.mjs';

export const setup = () => {
  globalThis.errorHost = {
    explode(what) {
      if (what !== 'nothing') throw what;
    },
  };
};

export default async function ({ pkg, see, debug, tool, unwind }) {
  const values = [new Error('plain'), new TypeError('typed'), 'text', 5, null, undefined, { any: 1 }, Symbol('s'), 7n];
  for (const value of values) {
    assert.equal(thrown(() => pkg.pass_through(value)), value, `through ${show(value)}`);
    assert.equal(thrown(() => pkg.rethrown(value)), value, `rethrown ${show(value)}`);
    assert.equal(thrown(() => pkg.throws_val(value)), value, `thrown ${show(value)}`);
    see(`caught ${show(value)}`, pkg.caught(value).split('\n')[0]);
    assert.equal(pkg.healthy(), 1);
  }
  if (debug) {
    // An import that is not marked `catch` says so when it throws; one that is does not.
    const said = [];
    const original = console.error;
    console.error = (...words) => said.push(words.map(String).join(' '));
    try {
      thrown(() => pkg.pass_through(new Error('loud')));
      pkg.caught(new Error('quiet'));
    } finally {
      console.error = original;
    }
    // In guests that unwind, upstream reports what `catch` takes as well.
    if (tool === 'ours' || !unwind) assert.equal(said.length, 1);
    assert.match(said[0], /^wasm-bindgen: imported JS function that was not marked as `catch` threw an error: loud/);
  }
  assert.equal(pkg.pass_through('nothing'), 0);
  assert.equal(pkg.caught('nothing'), 'nothing');
  assert.equal(pkg.rethrown('nothing'), 1);
  assert.equal(pkg.typed_message('nothing'), 'nothing');
  assert.equal(pkg.typed_message(new RangeError('r')), 'RangeError: r');

  const text = see('throws_str', thrown(() => pkg.throws_str()));
  assert.ok(text instanceof Error);
  assert.equal(text.message, 'thrown from Rust');
  assert.equal(pkg.unwrap_throw(4), 4);
  see('unwrap_throw', thrown(() => pkg.unwrap_throw(undefined)));
  const error = thrown(() => pkg.js_error('né'));
  assert.ok(error instanceof Error);
  assert.equal(error.message, 'né');
  assert.equal(pkg.from_std('1.5'), 1.5);
  see('from_std', thrown(() => pkg.from_std('x')));
  assert.ok(thrown(() => pkg.type_error()) instanceof TypeError);
  assert.equal(see('range', thrown(() => pkg.range_error())).message, 'bad range');
  const cause = {};
  const outer = pkg.with_cause(cause);
  assert.equal(outer.message, 'outer');
  assert.equal(outer.cause, cause);

  assert.equal(pkg.struct_error(0), 0);
  const failure = thrown(() => pkg.struct_error(-3));
  assert.ok(failure instanceof pkg.Failure);
  assert.equal(failure.code, -3);
  failure.free();

  assert.equal(pkg.observe(() => 5), 'returned JsValue(5)');
  assert.equal(pkg.observe(() => { throw new Error('x'); }), 'error x');
  assert.equal(pkg.observe(() => { throw 'x'; }), 'threw JsValue("x")');
  // An error of an inner call, seen by the outer one.
  assert.equal(see('inner', pkg.observe(() => pkg.js_error('inner'))), 'error inner');
  assert.equal(thrown(() => pkg.rethrown(failure)), failure);

  // Errors wear nothing out (255 of them are survivable without any unwinding support).
  for (let i = 0; i < 200; i++) {
    thrown(() => pkg.js_error('again'));
    thrown(() => pkg.rethrown('again'));
    pkg.caught('again');
  }
  assert.equal(pkg.healthy(), 1);
}
