// What is known about an instance from outside: the model that judges each step of a random sequence.
import assert from 'node:assert/strict';
import { attempt, show } from '../../run/support.mjs';

export const STALE_OBJECT = 'Invalid stale object from previous Wasm instance';
export const STALE_CLOSURE = 'Cannot invoke closure from previous WASM instance';
const HOOK = ['hook begins', 'hook begins?', 'hook ends'];

/** Most handles of a kind that are kept. */
const KEPT = 12;

export const turns = async (count = 1) => {
  for (let i = 0; i < count; i++) await new Promise((done) => setImmediate(done));
};

export const tell = (seen) => (seen.threw ? `threw ${show(seen.error)}` : `gave ${show(seen.value)}`);

export class Model {
  constructor(build, host, random, start) {
    Object.assign(this, { build, host, random, start });
    this.unwinds = build.flavour.startsWith('unwind');
    this.stats = { calls: 0, faults: 0, deaths: 0, replacements: 0, refusals: 0, stale: 0, collections: 0, promises: 0 };
  }

  /** Loads the package anew, as a user who starts again. */
  async reload() {
    this.pkg = await this.start();
    this.host.pkg = this.pkg;
    this.replaces = this.build.flags === 'reset' || this.pkg.reinit_soon !== undefined;
    this.things = [];
    this.closures = [];
    this.waits = [];
    this.generation = 0;
    this.fresh();
  }

  /** What is true of every new instance. */
  fresh() {
    this.generation += 1;
    this.count = 0;
    this.alive = true;
    this.due = false;
    this.hooked = false;
    this.first = undefined;
  }

  /** An instance takes the place of another. */
  replaced() {
    this.stats.replacements += 1;
    for (const wait of this.waits) wait.over ??= { cause: this.first };
    this.fresh();
  }

  /** JavaScript enters the guest from outside; false if it has to be refused. */
  enter() {
    this.stats.calls += 1;
    if (this.replaces && (this.due || !this.alive)) this.replaced();
    return this.alive;
  }

  /** Enters with `f`; `judge` sees what it did unless it is refused. */
  call(f, judge) {
    const open = this.enter();
    const seen = attempt(f);
    if (open) return judge(seen);
    return this.isRefusal(seen);
  }

  /** Enters with a handle of some generation. */
  use(handle, f, stale, judge) {
    this.call(f, (seen) => {
      if (handle.generation === this.generation) return judge(seen);
      this.stats.stale += 1;
      assert.ok(seen.threw && seen.error.message === stale, `an old handle is not refused: ${tell(seen)}`);
    });
  }

  isRefusal(seen) {
    this.stats.refusals += 1;
    assert.ok(seen.threw, `a dead instance is entered: ${tell(seen)}`);
    assert.equal(seen.error?.message, 'Module terminated', `not a refusal: ${tell(seen)}`);
    assert.equal(seen.error.cause, this.first, 'the cause of a refusal');
  }

  /** The instance ends with this error; its hook has run, and its promises are over. */
  died(error, { complete = true } = {}) {
    assert.ok(
      error instanceof WebAssembly.RuntimeError || error instanceof RangeError,
      `the instance should have ended with a trap, not with ${show(error)}`,
    );
    this.stats.deaths += 1;
    this.alive = false;
    this.first = error;
    const hook = this.host.notes.filter((note) => note.startsWith('hook'));
    if (!this.hooked) assert.deepEqual(hook, []);
    else if (complete) assert.deepEqual(hook, HOOK, 'what the hook did');
    else assert.equal(hook.filter((note) => note === HOOK[0]).length, 1);
    for (const wait of this.waits) wait.over ??= { cause: error };
  }

  keep(list, handle) {
    list.push({ ...handle, generation: this.generation });
    if (list.length > KEPT) list.splice(this.random.below(KEPT), 1);
  }

  /** Between two steps: nothing strays, and each promise is as the model says. */
  async settle() {
    const { host } = this;
    assert.deepEqual(host.uncaught.map((error) => show(error)), [], 'uncaught errors');
    assert.deepEqual(host.unhandled.map((error) => show(error)), [], 'unhandled rejections');
    if (this.waits.some((wait) => wait.over)) {
      await turns(2);
      for (const wait of this.waits) if (wait.over) this.isOver(wait);
      this.waits = this.waits.filter((wait) => !wait.over);
    }
    for (const wait of this.waits) assert.ok(wait.state.pending, 'a promise is settled that waits for another');
    host.notes = [];
    host.levels = [];
    host.act = () => {};
  }

  isOver({ over, state }) {
    this.stats.promises += 1;
    assert.ok(!state.pending, 'a promise hangs');
    if ('value' in over) {
      assert.ok(!state.threw, `a promise rejects with ${show(state.error)}`);
      assert.equal(state.value, over.value);
    } else {
      assert.ok(state.threw, `a promise of an instance that is gone gives ${show(state.value)}`);
      if (over.cause !== undefined) assert.equal(state.error.cause, over.cause);
    }
  }
}
