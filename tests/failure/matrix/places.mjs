// The places where something can fail: the second of the two tables that the failure matrix is made of.
//
// `kind` is what the rules of `expect.mjs` go by:
//
//   sync       the caller sees it
//   async      the caller's promise sees it
//   task       nobody is there to see it but the engine
//   start      while the module is loaded
//   hook       in the abort hook, after another failure
//   coercion   JavaScript calls back while an argument is converted; `swallow`: and keeps the error to itself
//   reset      in the start function of the instance that `__wbg_reset_state` makes
//   recovery   in the start function of the instance that takes the place of a dead one
//
// `errs`: the place can return an `Err`. `nounwind`: a frame around it lets no panic through. `raw`: no Rust frame catches a panic
// there, so that what it says is lost. `once`: the same call cannot be tried again.
//
// `set(pkg, code)` prepares the call; `call()` does it, `right(value)` knows a right result, `after()` uses once more what the call
// has used: it has to work after a panic, which releases what it has borrowed.
import assert from 'node:assert/strict';
import { Registry } from './host.mjs';

const same = (wanted) => (value) => {
  assert.deepEqual(value, wanted);
};

const sync = (name, set, more = {}) => ({ name, kind: 'sync', set, ...more });
const async = (name, set, more = {}) => ({ name, kind: 'async', set, ...more });

/** A call that has a right result and leaves nothing behind. */
const call = (f, wanted) => ({ call: f, right: same(wanted) });

/** A call with an object, and another that has to work afterwards. */
const using = (object, f, wanted, after) => ({ call: () => f(object), right: same(wanted), after: () => after?.(object) });

/** Nobody has borrowed it any more, and nobody else owns it. */
const usable = (thing) => {
  thing.bump(0);
  thing.free();
};

const value = { some: 'object' };

const FUNCTIONS = [
  sync('numbers', (pkg, code) => call(() => pkg.number(code, 1), 1.5)),
  sync('numbers, Result', (pkg, code) => call(() => pkg.number_or(code, 1), 1.5), { errs: true }),
  sync('bigints', (pkg, code) => call(() => pkg.bigint(code, 6n), 7n)),
  sync('options', (pkg, code) => call(() => pkg.option(code, 3), 6)),
  sync('&str to String', (pkg, code) => call(() => pkg.text(code, 'té'), 'té!')),
  sync('String to Result', (pkg, code) => call(() => pkg.text_or(code, 'té'), 'té!'), { errs: true }),
  sync('&[u8] to Vec', (pkg, code) => call(() => pkg.bytes(code, Uint8Array.of(1, 2)), Uint8Array.of(2, 3))),
  sync('Vec to Result', (pkg, code) => call(() => pkg.bytes_or(code, Uint8Array.of(1, 2)), Uint8Array.of(2, 3)), { errs: true }),
  sync('&mut [i32]', (pkg, code) => using(Int32Array.of(5), (words) => (pkg.words_mut(code, words), words), Int32Array.of(7))),
  sync('strings', (pkg, code) => call(() => pkg.texts(code, ['a', 'b']), ['b', 'a'])),
  sync('&JsValue', (pkg, code) => call(() => pkg.value_ref(code, value), true)),
  sync('JsValue', (pkg, code) => ({ call: () => pkg.value(code, value), right: (result) => assert.equal(result, value) })),
  sync('JsValue to Result', (pkg, code) => ({ call: () => pkg.value_or(code, value), right: (result) => assert.equal(result, value) }), { errs: true }),
  sync('& of a class', (pkg, code) => using(new pkg.Thing(0, 8), (thing) => pkg.thing_ref(code, thing), 8, usable)),
  sync('&mut of a class', (pkg, code) => using(new pkg.Thing(0, 8), (thing) => pkg.thing_mut(code, thing), 9, usable)),
  sync('class by value', (pkg, code) => {
    const thing = new pkg.Thing(0, 8);
    return { call: () => pkg.thing(code, thing), right: (result) => assert.equal(result.number(), 8) };
  }),
];

const CLASSES = [
  sync('constructor', (pkg, code) => ({ call: () => new pkg.Thing(code, 8), right: (thing) => assert.equal(thing.number(), 8) })),
  sync('static method, Result', (pkg, code) => ({ call: () => pkg.Thing.make(code, 8), right: (thing) => assert.equal(thing.number(), 8) }), { errs: true }),
  sync('method by &', (pkg, code) => using(new pkg.Thing(0, 8), (thing) => thing.peek(code), 8, usable)),
  sync('method by &mut', (pkg, code) => using(new pkg.Thing(0, 8), (thing) => thing.bump(code), 9, usable)),
  sync('method by &mut, Result', (pkg, code) => using(new pkg.Thing(0, 8), (thing) => thing.rename(code, 'n'), 'n 9', usable), { errs: true }),
  sync('method by value', (pkg, code) => using(new pkg.Thing(0, 8), (thing) => thing.finish(code), 8)),
  // The way is in the object, of which no other number is right.
  sync('getter', (pkg, code) => using(new pkg.Thing(0, code), (thing) => thing.risk, code, usable)),
  sync('setter', (pkg, code) => using(new pkg.Thing(0, 8), (thing) => ((thing.risk = code), thing.number()), code, usable)),
  sync('getter of a field', (pkg, code) => {
    const holder = new pkg.Holder(code, 0);
    return { call: () => holder.fuse, right: (fuse) => assert.equal(fuse.defuse(), 0) };
  }, { raw: true }),
  sync('setter of a field', (pkg, code) => {
    const holder = new pkg.Holder(0, code);
    return call(() => { holder.fuse = new pkg.Fuse(0, 0); }, undefined);
  }, { raw: true }),
  sync('free', (pkg, code) => using(new pkg.Fuse(0, code), (fuse) => fuse.free(), undefined), { raw: true }),
  sync('Symbol.dispose', (pkg, code) => using(new pkg.Fuse(0, code), (fuse) => fuse[Symbol.dispose](), undefined), { raw: true, when: () => Symbol.dispose !== undefined, unless: 'the engine has no `Symbol.dispose`' }),
  sync('finalizer', (pkg, code) => using(new pkg.Fuse(0, code), (fuse) => Registry.collect(fuse), undefined), { raw: true, once: true }),
];

const CLOSURES = [
  sync('closure Fn', (pkg, code) => using(pkg.closure(), (f) => f(code), 8, (f) => f(0))),
  sync('closure FnMut', (pkg, code) => using(pkg.closure_mut(), (f) => f(code), 1, (f) => f(0))),
  sync('closure FnOnce', (pkg, code) => using(pkg.closure_once(), (f) => f(code), 8)),
  sync('closure that does not catch', (pkg, code) => using(pkg.closure_aborting(), (f) => f(code), 8, (f) => f(0)), { raw: true }),
  sync('closure String to String', (pkg, code) => using(pkg.closure_text(), (f) => f(code, 'té'), 'té!', (f) => f(0, ''))),
  sync('closure JsValue to Result', (pkg, code) => {
    const f = pkg.closure_or();
    return { call: () => f(code, value), right: (result) => assert.equal(result, value), after: () => f(0, 1) };
  }, { errs: true }),
  sync('lent Fn', (pkg, code) => call(() => pkg.lent(code), 5)),
  sync('lent FnMut', (pkg, code) => call(() => pkg.lent_mut(code), 6)),
  sync('lent Fn to a catching import', (pkg, code) => call(() => pkg.lent_caught(code), 5)),
  sync('closure dropped by Rust', (pkg, code) => call(() => pkg.closure_dropped(code), 6), { nounwind: true }),
  sync('finalizer of a closure', (pkg, code) => using(pkg.closure_with_fuse(code), (f) => Registry.collect(f), undefined), { nounwind: true, once: true }),
];

const ASYNC = [
  async('async, before the first await', (pkg, code) => call(() => pkg.before(code, 'té'), 'té!')),
  async('async, after the first await', (pkg, code) => call(() => pkg.after(code, 'té'), 'té!')),
  async('async to Result', (pkg, code) => ({ call: () => pkg.after_or(code, value), right: (result) => assert.equal(result, value) }), { errs: true }),
  async('async method by value', (pkg, code) => using(new pkg.Worker(), (worker) => worker.work(code), 3)),
  { name: 'spawned task', kind: 'task', set: (pkg, code) => call(() => pkg.spawn(code), undefined) },
];

const EDGES = [
  sync('conversion of an argument in Rust', (pkg, code) => call(() => pkg.fragile_in('té', code, {}), 3 + code), { raw: true }),
  sync('conversion of a result in Rust', (pkg, code) => call(() => pkg.fragile_out(code), code), { raw: true }),
  { name: 'conversion of an argument in JavaScript', kind: 'coercion', swallow: false },
  { name: 'conversion of an argument in JavaScript, which swallows it', kind: 'coercion', swallow: true },
  { name: 'start function', kind: 'start', errs: true },
  { name: 'abort hook', kind: 'hook', errs: true },
  { name: 'start function during a reset', kind: 'reset', errs: true },
  { name: 'start function during recovery', kind: 'recovery', errs: true },
];

export const PLACES = [...FUNCTIONS, ...CLASSES, ...CLOSURES, ...ASYNC, ...EDGES];
