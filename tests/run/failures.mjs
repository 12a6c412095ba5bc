// Failures of every class: what the caller sees, and what is left of the instance.
import assert from 'node:assert/strict';
import { isPanic, rejected, show, thrown } from './support.mjs';

export const tools = ['ours'];
export const targets = ['nodejs', 'web', 'experimental-nodejs-module', 'no-modules', 'deno', 'module'];

const notes = [];
export const setup = () => {
  globalThis.failureHost = {
    act: () => {},
    note: (text) => (notes.push(text), `${text}?`),
  };
};
const host = (act) => { globalThis.failureHost.act = act; };

/** Another instance of a wasm, for errors that are not the guest's. */
const trap = (() => {
  const bytes = [0, 97, 115, 109, 1, 0, 0, 0, 1, 4, 1, 96, 0, 0, 3, 2, 1, 0, 7, 5, 1, 1, 102, 0, 0, 10, 5, 1, 3, 0, 0, 11];
  return new WebAssembly.Instance(new WebAssembly.Module(Uint8Array.from(bytes))).exports.f;
})();

/** A fresh instance: each failure that ends one gets its own. */
const fresh = async (again) => {
  const pkg = await again();
  notes.length = 0;
  host(() => {});
  return pkg;
};

/** The refusals of a dead instance, which all name what ended it. */
const isDead = (pkg, first) => {
  for (const call of [() => pkg.healthy(1), () => pkg.greet('x'), () => new pkg.Bomb(false), () => pkg.steps()]) {
    const error = thrown(call);
    assert.equal(error.message, 'Module terminated');
    assert.equal(error.cause, first);
  }
};

const isHealthy = (pkg) => {
  assert.equal(pkg.healthy(1), 2);
  assert.equal(pkg.greet('you'), 'hello you');
};

const traps = {
  unreachable: (pkg) => pkg.unreachable(),
  'unreachable with a string result': (pkg) => pkg.unreachable_text('abc'),
  'out of memory': (pkg) => pkg.out_of_memory(),
  'end of the stack': (pkg) => pkg.recurse(0),
  'process::abort': (pkg) => pkg.process_abort(),
};

export default async function ({ pkg: loaded, again, see, gc, unwind }) {
  isHealthy(loaded);
  // Without unwinding, a package watches only if it was made so (`--force-enable-abort-handler`).
  const probe = await fresh(again);
  thrown(() => probe.unreachable());
  let watched = true;
  try {
    watched = probe.healthy(1) !== 2;
  } catch {
    // Refused.
  }
  see('watched', watched);
  if (!watched) {
    assert.ok(!unwind);
    return;
  }
  for (const [what, run] of Object.entries(traps)) {
    const pkg = await fresh(again);
    pkg.set_hook();
    const first = thrown(() => run(pkg));
    see(what, first.name);
    assert.ok(first instanceof WebAssembly.RuntimeError || first instanceof RangeError, show(first));
    assert.deepEqual(notes, ['first', 'first?', 'last'], `the hook after ${what}`);
    isDead(pkg, first);
    assert.equal(notes.length, 3, 'the hook runs once');
  }

  usage(await fresh(again));
  foreign(await fresh(again));
  await hooks(again);
  await nested(again);
  if (unwind) {
    await nestedPanic(again);
    panics(await fresh(again));
  } else {
    const pkg = await fresh(again);
    isDead(pkg, thrown(() => pkg.panics()));
  }
  await garbage(again, gc);
  await promises(again);
  see('done', true);
}

function usage(pkg) {
  pkg.set_hook();
  const own = new WebAssembly.RuntimeError('of the caller');
  for (const wrong of [Symbol('s'), 2n, { valueOf() { throw own; } }, { valueOf() { trap(); } }]) {
    thrown(() => pkg.add(wrong, 1));
    isHealthy(pkg);
  }
  assert.equal(thrown(() => pkg.add({ valueOf() { throw own; } }, 1)), own);
  assert.ok(thrown(() => pkg.add_i64(1, 2n)) instanceof TypeError);
  assert.ok(thrown(() => pkg.greet(5)) instanceof TypeError);
  assert.equal(pkg.add('3', { valueOf: () => 4 }), 7);
  assert.equal(pkg.add_i64(1n, 2n), 3n);
  assert.deepEqual(notes, []);
}

function foreign(pkg) {
  pkg.set_hook();
  const tag = new WebAssembly.Tag({ parameters: ['i32'] });
  const overflow = () => overflow() + 1;
  const errors = [
    new Error('plain'),
    new WebAssembly.RuntimeError('made by hand'),
    new RangeError('made by hand'),
    new WebAssembly.Exception(tag, [1]),
    null,
    undefined,
    'text',
  ];
  for (const error of errors) {
    host(() => { throw error; });
    assert.equal(thrown(() => pkg.through()), error);
    assert.equal(thrown(() => pkg.through_text('abc')), error);
    assert.equal(pkg.caught(), true);
    isHealthy(pkg);
  }
  for (const act of [trap, overflow]) {
    host(act);
    assert.ok(thrown(() => pkg.through()) instanceof Error);
    isHealthy(pkg);
  }
  for (let i = 0; i < 3000; i++) thrown(() => pkg.through());
  isHealthy(pkg);
  assert.deepEqual(notes, []);
  // What is not of an import ends the instance as ever.
  assert.throws(() => pkg.unreachable(), WebAssembly.RuntimeError);
  assert.equal(thrown(() => pkg.healthy(1)).message, 'Module terminated');
}

async function hooks(again) {
  // The hook cannot enter the guest, and what it throws changes nothing.
  let pkg = await fresh(again);
  pkg.set_hook();
  let inside;
  host(() => { inside = thrown(() => pkg.healthy(1)); throw new Error('from the hook'); });
  const first = thrown(() => pkg.unreachable());
  assert.ok(first instanceof WebAssembly.RuntimeError);
  assert.equal(inside.message, 'Module terminated');
  assert.equal(inside.cause, first);
  assert.deepEqual(notes, ['first', 'first?']);
  isDead(pkg, first);
}

async function nested(again) {
  // One error at every level, one hook, and Rust does not go on, whether JS lets the error pass or not.
  for (const swallow of [false, true]) {
    for (const outer of ['through', 'through_text', 'caught']) {
      const pkg = await fresh(again);
      pkg.set_hook();
      let first;
      let steps = 0;
      host(() => {
        host(() => {});
        steps = pkg.steps();
        first = thrown(() => pkg.unreachable());
        if (!swallow) throw first;
      });
      assert.equal(thrown(() => pkg[outer]('abc')), first, `${outer} around a trap`);
      assert.equal(steps, 0);
      assert.equal(notes.filter((note) => note === 'last').length, 1);
      isDead(pkg, first);
    }
  }
}

/** A panic inside is an error like others. */
async function nestedPanic(again) {
  const pkg = await fresh(again);
  host(() => pkg.panics());
  isPanic(thrown(() => pkg.through()), 'a panic');
  host(() => { thrown(() => pkg.panics()); });
  assert.equal(pkg.through(), 7);
  isHealthy(pkg);
}

function panics(pkg) {
  pkg.set_hook();
  for (let i = 0; i < 300; i++) {
    isPanic(thrown(() => pkg.panics()), 'a panic');
    const bomb = new pkg.Bomb(true);
    assert.equal(thrown(() => bomb.free()).name, 'PanicError');
  }
  const closure = pkg.aborting_closure();
  assert.equal(closure(0), 5);
  assert.equal(thrown(() => closure(1)).name, 'PanicError');
  assert.equal(closure(0), 5);
  assert.ok(!notes.includes('first'));
  isHealthy(pkg);
  // A closure that traps ends the instance; it and its siblings are refused then.
  const other = pkg.closure();
  isPanic(thrown(() => other(1)), 'closure panic');
  const first = thrown(() => closure(2));
  assert.ok(first instanceof WebAssembly.RuntimeError);
  assert.equal(notes.filter((note) => note === 'first').length, 1);
  assert.equal(thrown(() => other(0)).cause, first);
  isDead(pkg, first);
}

async function garbage(again, gc) {
  const pkg = await fresh(again);
  const kept = new pkg.Bomb(false);
  let bombs = Array.from({ length: 50 }, () => new pkg.Bomb(true));
  let closures = Array.from({ length: 50 }, () => pkg.closure());
  const first = thrown(() => kept.trap());
  notes.length = 0;
  kept.free();
  kept[Symbol.dispose]?.();
  assert.ok(bombs.length + closures.length === 100);
  bombs = closures = undefined;
  await gc();
  assert.deepEqual(notes, [], 'no guest code runs in a dead instance');
  isDead(pkg, first);
}

/** Nothing waits for an instance that has ended; what it waited for may settle later without noise. */
async function promises(again) {
  const pkg = await fresh(again);
  assert.equal(await pkg.wait(Promise.resolve(5)), 5);
  assert.equal(await rejected(pkg.wait(Promise.reject('no'))), 'no');
  const late = [];
  const later = () => new Promise((resolve, reject) => late.push(resolve, reject));
  const pending = [pkg.wait(later()), pkg.wait(later()), pkg.wait_and_trap(later())].map(rejected);
  pkg.spawn(later());
  const uncaught = [];
  const others = process.listeners('uncaughtException');
  process.removeAllListeners('uncaughtException');
  process.on('uncaughtException', (error) => uncaught.push(error));
  late[4]();
  // The one that traps rejects with the trap.
  const [trapped, ...siblings] = (await Promise.all(pending)).reverse();
  assert.ok(trapped instanceof WebAssembly.RuntimeError, show(trapped));
  for (const reason of siblings) {
    assert.equal(reason.message, 'Module terminated');
    assert.equal(reason.cause, trapped);
  }
  late.forEach((settle) => settle());
  await new Promise((done) => setTimeout(done, 5));
  assert.deepEqual(uncaught, [], 'no stray errors');
  process.removeAllListeners('uncaughtException');
  others.forEach((listener) => process.on('uncaughtException', listener));
  isDead(pkg, trapped);
}
