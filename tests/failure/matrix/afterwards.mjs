// What is left of an instance after a cell: one check per fate.
import assert from 'node:assert/strict';
import { show } from '../../run/support.mjs';
import { Registry } from './host.mjs';

const STALE_OBJECT = 'Invalid stale object from previous Wasm instance';
const STALE_CLOSURE = 'Cannot invoke closure from previous WASM instance';
const HOOK = ['hook begins', 'hook begins?', 'hook ends'];

const marks = (pkg) => [pkg.shadow_mark(), pkg.lent_mark({})];

/** What an instance has before something fails in it. */
export function survey(pkg) {
  pkg.set_hook();
  const before = {
    count: pkg.count(),
    kept: new pkg.Thing(0, 41),
    garbage: new pkg.Thing(0, 43),
    adder: pkg.adder(2),
    waiting: { pending: true },
    marks: marks(pkg),
  };
  const answer = new Promise((resolve) => { before.answer = resolve; });
  pkg.wait(answer).then(
    (value) => Object.assign(before.waiting, { pending: false, value }),
    (error) => Object.assign(before.waiting, { pending: false, error }),
  );
  return before;
}

const thrown = (f, what) => {
  let value;
  try {
    value = f();
  } catch (error) {
    return error;
  }
  return assert.fail(`${what} is not refused, but gives ${show(value)}`);
};

const turn = () => new Promise((done) => setImmediate(done));

/** The caller's own promise, from before, which the instance had still to settle. */
async function rejectedWaiting(before, first) {
  await turn();
  assert.ok(!before.waiting.pending, 'a promise waits for an instance that has ended');
  const { error } = before.waiting;
  assert.ok(error instanceof Error, `a promise does not reject, but gives ${show(before.waiting.value)}`);
  if (first !== undefined) assert.equal(error.cause, first, `a promise rejects with ${show(error)}`);
  before.answer('late');
  await turn();
}

function stackMarks(pkg, before) {
  const [shadow, lent] = marks(pkg);
  assert.equal(shadow, before.marks[0], 'the shadow stack is not rewound');
  assert.equal(lent, before.marks[1], 'the stack of lent values is not rewound');
}

/** Another async call has its turn. */
async function another(pkg) {
  const state = { pending: true };
  pkg.after(0, 'another').then((value) => Object.assign(state, { pending: false, value }));
  for (let i = 0; i < 4; i++) await turn();
  assert.deepEqual(state, { pending: false, value: 'another!' }, 'a later async call');
}

const fates = {
  async healthy({ pkg, before, want, place, host }, { target }) {
    assert.equal(pkg.greet('you'), 'hello you');
    assert.equal(pkg.add(2, 3), 5);
    assert.equal(pkg.count(), before.count + 1, 'state is lost');
    assert.deepEqual([before.kept.number(), before.kept.bump(0), before.adder(3)], [41, 42, 5]);
    stackMarks(pkg, before);
    if (['async', 'task'].includes(place.kind)) await another(pkg);
    if (want.usable !== false) target?.after?.();
    assert.ok(before.waiting.pending, `a promise is settled too early: ${show(before.waiting.error)}`);
    before.answer(host);
    await turn();
    await turn();
    assert.equal(before.waiting.value, host, 'a promise of a healthy instance');
  },

  async dead({ pkg, before }, { first }) {
    const { kept, adder } = before;
    const entries = {
      'a function': () => pkg.add(2, 3),
      'a function of a string': () => pkg.greet('you'),
      'a constructor': () => new pkg.Thing(0, 1),
      'a static method': () => pkg.Thing.make(0, 1),
      'a method': () => kept.number(),
      'a getter': () => kept.risk,
      'a closure': () => adder(3),
    };
    for (const [what, enter] of Object.entries(entries)) {
      const error = thrown(enter, what);
      assert.equal(error.message, 'Module terminated', what);
      assert.equal(error.cause, first, `the cause for ${what}`);
    }
    kept.free();
    Registry.collect(before.garbage);
    await rejectedWaiting(before, first);
  },

  async replaced({ pkg, before }, { first }) {
    // A string: it must be converted for the new instance.
    assert.equal(pkg.greet('you'), 'hello you');
    await fresh(pkg, before);
    await rejectedWaiting(before, first);
  },

  /** By JavaScript, without a failure. */
  async reset({ pkg, before }) {
    await fresh(pkg, before);
    await rejectedWaiting(before);
  },

  /** Nobody noticed; what does not touch the failed call's own data still works. */
  async unwatched({ pkg, before, way }) {
    assert.equal(pkg.add(2, 3), 5);
    stackMarks(pkg, before);
    if (!way.exhausts) assert.equal(pkg.greet('you'), 'hello you');
    assert.equal(before.kept.number(), 41);
    before.answer('late');
    await turn();
  },

  /** As the engine's stack happens to end: all or nothing. */
  async either(cell, { first }) {
    const { pkg, before, host } = cell;
    let alive;
    try {
      alive = pkg.add(2, 3);
    } catch (error) {
      assert.equal(error.message, 'Module terminated');
      assert.ok(error.cause instanceof Error && error.cause.name !== 'Error', show(error.cause));
      await fates.dead(cell, { first: error.cause });
      return;
    }
    assert.equal(alive, 5);
    if (pkg.count() === before.count + 1) {
      stackMarks(pkg, before);
      assert.equal(before.kept.number(), 41);
      before.answer(first);
    } else {
      assert.ok(cell.want.fate !== 'healthy' || host.hooks() >= 0);
      assert.equal(thrown(() => before.kept.number(), 'an old object').message, STALE_OBJECT);
    }
    await turn();
  },
};

async function fresh(pkg, before) {
  assert.equal(pkg.count(), 1, 'not a new instance');
  const thing = new pkg.Thing(0, 7);
  assert.equal(thrown(() => before.kept.number(), 'an old object').message, STALE_OBJECT);
  assert.equal(thrown(() => pkg.thing_ref(0, before.kept), 'an old argument').message, STALE_OBJECT);
  assert.equal(thrown(() => before.adder(3), 'an old closure').message, STALE_CLOSURE);
  before.kept.free();
  Registry.collect(before.garbage);
  assert.deepEqual([thing.number(), thing.bump(0), pkg.count()], [7, 8, 2], 'the new instance is disturbed');
  stackMarks(pkg, before);
}

export async function afterwards(fate, cell, { first, target, hooks, heard }) {
  const { host, way, place } = cell;
  await fates[fate](cell, { first, target });
  await turn();
  if (way.kind !== 'entry') assert.equal(host.hooks(), hooks, 'runs of the abort hook');
  const complete = hooks > 0 && !way.exhausts && place.kind !== 'hook' && way.kind !== 'entry';
  if (complete) assert.deepEqual(host.notes.filter((note) => note.startsWith('hook')), HOOK, 'what the hook did');
  assert.ok(host.uncaught.length <= heard, `uncaught errors: ${host.uncaught.map((error) => show(error)).join('; ')}`);
  assert.deepEqual(host.unhandled.map((error) => show(error)), [], 'unhandled rejections');
}
