// What the reference tool gets wrong, by the numbers of its defects: each case is a promise of ours. With ours every case has to
// hold; with the reference tool the transcript says which ones do, so that the differential shows both side by side.
import assert from 'node:assert/strict';
import { show, thrown } from './support.mjs';

/** Watches for aborts in guests that do not unwind. */
const FORCE = '--force-enable-abort-handler';
const RESET = '--experimental-reset-state-function';
export const flags = [
  { add: [] },
  { add: [FORCE], targets: ['nodejs'], flavours: ['abort', 'mvp'] },
  { add: [RESET], targets: ['nodejs', 'web'] },
];

const notes = [];
export const setup = () => {
  globalThis.defectHost = { act: () => {}, note: (text) => (notes.push(text), `${text}?`) };
};
const host = (act) => { globalThis.defectHost.act = act; };
const boom = (error) => () => { throw error; };

const isWorking = (pkg) => {
  assert.equal(pkg.healthy(1), 2);
  assert.equal(pkg.greet('you'), 'hello you');
  assert.equal(pkg.deep(100), 101);
};

/** Cases by name; `where` says which packages can show it. */
const cases = {
  'P1 ten thousand JavaScript errors through frames of 4 KiB leave the guest working': {
    run: async ({ fresh }) => {
      const pkg = await fresh();
      const error = new Error('from the host');
      host(boom(error));
      for (let i = 0; i < 10_000; i++) assert.equal(thrown(() => pkg.through()), error);
      for (let i = 0; i < 10_000; i++) assert.equal(thrown(() => pkg.through_value('x')), error);
      host(() => {});
      isWorking(pkg);
      assert.equal(pkg.through(), 7);
      assert.equal(pkg.through_value(undefined), true);
    },
  },
  'P1 errors that leave a nested call leave the frames around it their stack': {
    run: async ({ fresh }) => {
      const pkg = await fresh();
      let inner = 0;
      host(() => {
        host(boom(new Error('inner')));
        for (let i = 0; i < 1000; i++) thrown(() => pkg.through()), inner++;
        host(() => {});
        assert.equal(pkg.through(), 7);
      });
      assert.equal(pkg.through(), 7, 'the outer frame is whole');
      assert.equal(inner, 1000);
      isWorking(pkg);
    },
  },
  'P2 after the end of the stack, calls that need stack work': {
    // Where the end of an instance is noticed, this is one.
    where: ({ unwind, flags }) => !unwind && flags.length === 0,
    run: async ({ fresh }) => {
      const pkg = await fresh();
      for (let i = 0; i < 20; i++) {
        const error = thrown(() => pkg.bottomless(0));
        assert.ok(error instanceof RangeError || error instanceof WebAssembly.RuntimeError, show(error));
        isWorking(pkg);
      }
    },
  },
  'P2 ten thousand panics that trap wear nothing out': {
    where: ({ unwind, flags }) => !unwind && flags.length === 0,
    run: async ({ fresh }) => {
      const pkg = await fresh();
      for (let i = 0; i < 10_000; i++) assert.ok(thrown(() => pkg.panics('x')) instanceof WebAssembly.RuntimeError);
      isWorking(pkg);
    },
  },
  'P3 an object that an error left in the middle of a change names that error when it refuses': {
    run: async ({ fresh }) => {
      const pkg = await fresh();
      const account = new pkg.Account();
      const error = new Error('no funds');
      host(boom(error));
      assert.equal(thrown(() => account.deposit(5)), error);
      const refusal = thrown(() => account.balance());
      assert.match(refusal.message, /recursive use of an object/);
      assert.equal(refusal.cause, error);
      host(() => {});
      assert.equal(new pkg.Account().deposit(2), 2);
      isWorking(pkg);
    },
  },
};

const forced = {
  'P4 an ordinary JavaScript error is never the end of an instance': {
    run: async ({ fresh }) => {
      const pkg = await fresh();
      pkg.set_hook();
      for (const error of [new Error('plain'), new TypeError('plain'), 'text', undefined, null, 5]) {
        host(boom(error));
        assert.equal(thrown(() => pkg.through()), error);
        isWorking(pkg);
      }
      assert.deepEqual(notes, []);
    },
  },
  'P5 the package needs nothing of an engine that its guest does not need': {
    run: async ({ fresh }) => {
      const { Tag, Exception, JSTag } = WebAssembly;
      delete WebAssembly.Tag;
      delete WebAssembly.Exception;
      delete WebAssembly.JSTag;
      try {
        const pkg = await fresh();
        pkg.set_hook();
        host(boom(new Error('plain')));
        thrown(() => pkg.through());
        host(() => {});
        isWorking(pkg);
        const first = thrown(() => pkg.unreachable_text('x'));
        assert.ok(first instanceof WebAssembly.RuntimeError, show(first));
        assert.deepEqual(notes, ['first', 'first?', 'last']);
        assert.equal(thrown(() => pkg.healthy(1)).message, 'Module terminated');
      } finally {
        Object.assign(WebAssembly, { Tag, Exception, ...(JSTag && { JSTag }) });
      }
    },
  },
};
for (const [name, { run }] of Object.entries(forced)) {
  cases[name] = { where: ({ flags }) => flags.includes(FORCE), run };
}

/** Runs a case; whatever reaches the host by itself meanwhile counts too. */
async function outcome(run, context) {
  const stray = [];
  const events = ['uncaughtException', 'unhandledRejection'];
  const others = events.map((event) => process.listeners(event));
  const listener = (error) => stray.push(error);
  events.forEach((event) => process.removeAllListeners(event).on(event, listener));
  let failure;
  try {
    await run({ ...context, stray });
    await new Promise((done) => setTimeout(done, 2));
    assert.deepEqual(stray.map((error) => show(error)), [], 'no stray errors');
  } catch (error) {
    failure = error;
  }
  events.forEach((event, i) => {
    process.removeAllListeners(event);
    others[i].forEach((other) => process.on(event, other));
  });
  return failure;
}

export default async function (context) {
  const fresh = async () => {
    notes.length = 0;
    host(() => {});
    return context.again();
  };
  for (const [name, { where, run }] of Object.entries(cases)) {
    if (where && !where(context)) continue;
    const failure = await outcome(run, { ...context, fresh });
    if (failure !== undefined && context.tool === 'ours') throw new Error(name, { cause: failure });
    context.see(name, failure === undefined ? 'holds' : `does not hold (${show(failure).split('\n')[0]})`);
  }
}
