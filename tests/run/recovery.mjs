// Instances that are replaced: by the guest's wish, after their end, and by JavaScript where the package was made so.
import assert from 'node:assert/strict';
import { isThorough, rejected, show, thrown } from './support.mjs';

export const tools = ['ours'];
// Without the flag there is `schedule_reinit`.
export const flags = [
  { add: [] },
  { add: ['--experimental-reset-state-function'], flavours: ['abort', 'unwind-legacy'] },
  // What a flavour changes does not depend on the target.
  { add: ['--experimental-reset-state-function'], flavours: ['unwind-exnref', 'mvp'], targets: ['nodejs', 'web'] },
];

const notes = [];
export const setup = () => {
  globalThis.recoveryHost = {
    act: () => {},
    note: (text) => notes.push(text),
    starting: () => {},
  };
};
const host = (members) => Object.assign(globalThis.recoveryHost, members);

const STALE_OBJECT = 'Invalid stale object from previous Wasm instance';
const STALE_CLOSURE = 'Cannot invoke closure from previous WASM instance';

const fresh = async (again) => {
  const pkg = await again();
  notes.length = 0;
  host({ act: () => {}, starting: () => {} });
  return pkg;
};

/** Each way to get another instance at the next call. */
const ways = {
  'an abort': (pkg) => assert.ok(thrown(() => pkg.unreachable()) instanceof WebAssembly.RuntimeError),
  'a wish of the guest': (pkg) => assert.equal(pkg.reinit_soon('soon'), 'soon!'),
  'an abort and a wish of the hook': (pkg) => {
    pkg.set_hook();
    thrown(() => pkg.unreachable());
    assert.deepEqual(notes.splice(0), ['aborted', 'scheduled']);
  },
};

export default async function (context) {
  const { pkg: first, again, see, gc } = context;
  if (first.__wbg_reset_state) {
    ways['a reset'] = (pkg) => assert.equal(pkg.__wbg_reset_state(), undefined);
  }
  // The numbers are those of the reference tool's defects; `defects.mjs` has the others.
  const holds = async (name, run) => {
    try {
      await run();
    } catch (error) {
      throw new Error(name, { cause: error });
    }
    see(name, 'holds');
  };
  for (const [what, replace] of Object.entries(ways)) {
    await holds(`D6 W1 the very first call after ${what} works, whatever it passes`, () => firstCalls(again, replace, what));
    await holds(`D12 W2 D21 nothing of the old instance touches the new one after ${what}`, () => handles(again, replace, gc));
    await holds(`W5 D21 a start that fails after ${what} leaves an instance that works or is tried again`, () => startFails(again, replace));
  }
  await holds('D13 no instance is replaced while its code is running', () => frames(again));
  await holds('D11 W3 promises of an instance that is replaced reject at once', () => pending(again));
  await holds('D13 a reset inside the abort hook waits for the next call', () => inHook(again));
  // It takes seconds.
  const thorough = context.target === 'nodejs' && context.flags.length > 0 && isThorough(context);
  const [often, times] = thorough ? ['ten thousand', 10_000] : ['a thousand', 1000];
  await holds(`D21 ${often} resets leave memory as it was`, () => resets(again, gc, times));
  await holds('D14 a wish of the guest is granted on every target', () => wishes(again));
  for (let i = 0; i < 50; i++) {
    for (const replace of Object.values(ways)) {
      replace(first);
      notes.length = 0;
      assert.equal(first.greet('x'), 'hello x');
    }
  }
  see('count', first.count());
}

/** The very next call works, whatever it passes. */
async function firstCalls(again, replace, what) {
  const calls = [
    (pkg) => assert.equal(pkg.greet('a longer text, which does not fit into any cache, né'), 'hello a longer text, which does not fit into any cache, né'),
    (pkg) => assert.equal(pkg.count(), 1, `new state after ${what}`),
    (pkg) => {
      const item = new pkg.Item(4);
      assert.equal(item.id(), 4);
      // Garbage of a living instance would be heard of later.
      item.free();
    },
    (pkg) => assert.equal(pkg.closure()(), 0),
  ];
  for (const call of calls) {
    const pkg = await fresh(again);
    assert.equal(pkg.count(), 1);
    assert.equal(pkg.count(), 2);
    replace(pkg);
    call(pkg);
    call(await fresh(again));
  }
}

/** What belongs to the old instance is refused and leaves the new one alone. */
async function handles(again, replace, gc) {
  const pkg = await fresh(again);
  const old = new pkg.Item(3);
  const freed = new pkg.Item(5);
  let lost = [new pkg.Item(6), pkg.closure()];
  const closures = [pkg.closure(), pkg.closure_once()];
  assert.ok(lost.length === 2 && !Object.keys(old).includes('__wbg_inst'));
  replace(pkg);
  // A closure comes first: it must not reach the new instance.
  for (const closure of closures) assert.equal(thrown(closure).message, STALE_CLOSURE);
  assert.equal(pkg.count(), 1);
  const item = new pkg.Item(7);
  for (const use of [
    () => old.id(), () => old.double, () => old.consume(), () => pkg.id_of(old), () => pkg.take(old),
  ]) {
    assert.equal(thrown(use).message, STALE_OBJECT);
  }
  freed.free();
  old[Symbol.dispose ?? 'free']();
  lost = undefined;
  await gc();
  assert.deepEqual(notes, [], 'nothing is dropped twice');
  assert.equal(item.id(), 7);
  assert.equal(pkg.id_of(item), 7);
  item.free();
  assert.deepEqual(notes.splice(0), ['drop']);
  assert.equal(pkg.count(), 2);
  for (const closure of closures) assert.equal(thrown(closure).message, STALE_CLOSURE);
}

/** An instance that did not start never takes a call. */
async function startFails(again, replace) {
  const pkg = await fresh(again);
  const reason = new Error('not now');
  host({ starting: () => { throw reason; } });
  let failed;
  try {
    replace(pkg);
  } catch (error) {
    failed = error;
  }
  if (failed === undefined) {
    for (let i = 0; i < 2; i++) assert.equal(thrown(() => pkg.greet('x')).cause, reason);
  } else {
    // JavaScript asked for it: what was there goes on.
    assert.equal(failed.cause, reason, show(failed));
    assert.equal(pkg.greet('x'), 'hello x');
  }
  host({ starting: () => {} });
  assert.equal(pkg.greet('x'), 'hello x');
}

/** Nothing is replaced while its code is running. */
async function frames(again) {
  const pkg = await fresh(again);
  pkg.count();
  let seen;
  if (pkg.__wbg_reset_state) {
    host({ act: () => { seen = thrown(() => pkg.__wbg_reset_state()); } });
    assert.equal(pkg.through('text'), 'text!');
    assert.match(seen.message, /while its code is running/);
    assert.equal(pkg.count(), 2);
  } else {
    pkg.count();
  }
  // A wish is granted when the outermost call has returned.
  host({ act: () => { pkg.reinit_soon('x'); seen = pkg.count(); } });
  assert.equal(pkg.through('text'), 'text!');
  assert.equal(seen, 3);
  assert.equal(pkg.count(), 1);
  // So is the replacement of a dead one; until then it refuses.
  let inner;
  host({ act: () => { inner = thrown(() => pkg.unreachable()); seen = thrown(() => pkg.count()); } });
  assert.equal(thrown(() => pkg.through('text')), inner);
  assert.equal(seen.message, 'Module terminated');
  assert.equal(seen.cause, inner);
  assert.equal(pkg.count(), 1);
}

/** Each call that makes a wish works, and so does the next. */
async function wishes(again) {
  const pkg = await fresh(again);
  for (let i = 0; i < 20; i++) {
    assert.equal(pkg.reinit_soon(`wish ${i}`), `wish ${i}!`);
    assert.equal(pkg.count(), 1);
  }
}

/** A call that is waiting when its instance goes. */
async function pending(again) {
  for (const replace of Object.values(ways)) {
    const pkg = await fresh(again);
    let done;
    const waiting = pkg.wait(new Promise((resolve) => { done = resolve; }));
    const reason = rejected(waiting);
    replace(pkg);
    assert.equal(pkg.count(), 1);
    assert.equal((await reason).message, 'Module terminated');
    done(1);
    assert.equal(await pkg.wait(Promise.resolve(7)), 7, 'the new one is left alone');
    assert.equal(pkg.count(), 2);
  }
}

/** The hook asks for what cannot be yet. */
async function inHook(again) {
  const pkg = await fresh(again);
  pkg.set_hook();
  let seen;
  globalThis.recoveryHost.note = (text) => {
    if (text === 'aborted') seen = thrown(() => (pkg.__wbg_reset_state ?? pkg.count)());
    notes.push(text);
  };
  thrown(() => pkg.unreachable());
  globalThis.recoveryHost.note = (text) => notes.push(text);
  assert.match(seen.message, /while its code is running|Module terminated/);
  assert.deepEqual(notes, ['aborted', 'scheduled']);
  assert.equal(pkg.count(), 1);
}

/** Replaced again and again, each way in turn, with objects and closures of each instance left behind. */
async function resets(again, gc, times) {
  const pkg = await fresh(again);
  const replacements = Object.values(ways);
  const reset = (i) => {
    // Finalizers have their notes too.
    notes.length = 0;
    replacements[i % replacements.length](pkg);
    assert.equal(pkg.count(), 1);
    // The collector alone would free them.
    pkg.closure();
    assert.equal(new pkg.Item(i).id(), i);
  };
  for (let i = 0; i < 200; i++) reset(i);
  await gc();
  const before = process.memoryUsage();
  for (let i = 0; i < times; i++) {
    reset(i);
    // Memories of old instances are freed by the collector only.
    if (i % 500 === 0) await gc();
  }
  await gc();
  const after = process.memoryUsage();
  assert.ok(after.heapUsed - before.heapUsed < 2_000_000, `heap: ${after.heapUsed - before.heapUsed}`);
  assert.ok(after.arrayBuffers - before.arrayBuffers < 20_000_000, `memories: ${after.arrayBuffers - before.arrayBuffers}`);
}
