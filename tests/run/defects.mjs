// What the reference tool gets wrong, by the numbers of its defects: each case is a promise of ours. With ours every case has to
// hold; with the reference tool the transcript says which ones do, so that the differential shows both side by side.
import assert from 'node:assert/strict';
import { execFile } from 'node:child_process';
import { fileURLToPath } from 'node:url';
import { promisify } from 'node:util';
import { cases as wear } from './defects/wear.mjs';
import { isPanic, rejected, show, thrown } from './support.mjs';

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
  globalThis.defectHost = { act: () => {}, note: (text) => (notes.push(text), `${text}?`), starting: () => '' };
};
const starting = (how) => { globalThis.defectHost.starting = () => how; };
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
      for (let i = 0; i < 2000; i++) assert.equal(thrown(() => pkg.through_value('x')), error);
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
  'P2 calls at the very end of the engine\'s stack leave an instance that works, or one that says what ended it': {
    run: async ({ fresh, unwind, flags }) => {
      for (const call of [(pkg) => pkg.healthy(1), (pkg) => pkg.greet('x'), (pkg) => new pkg.Account().deposit(1), (pkg) => pkg.through(), (pkg) => pkg.wide(1n)]) {
        const pkg = await fresh();
        const dig = () => {
          try {
            return dig();
          } catch {
            return call(pkg);
          }
        };
        for (let i = 0; i < 3; i++) {
          try {
            dig();
          } catch {
            // Whatever it was.
          }
        }
        let refusal;
        try {
          pkg.healthy(1);
        } catch (error) {
          refusal = error;
        }
        if (refusal === undefined) isWorking(pkg);
        else {
          assert.ok(unwind || flags.includes(FORCE), show(refusal));
          assert.equal(refusal.message, 'Module terminated');
          assert.ok(refusal.cause instanceof RangeError, show(refusal.cause));
        }
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
  'P3 D17 an object that an error left in the middle of a change works on, or names that error when it refuses': {
    run: async ({ fresh, unwind }) => {
      const pkg = await fresh();
      const account = new pkg.Account();
      const error = new Error('no funds');
      host(boom(error));
      assert.equal(thrown(() => account.deposit(5)), error);
      host(() => {});
      if (unwind) {
        // What it has changed by then stays changed.
        assert.equal(account.balance(), 5);
        assert.equal(account.deposit(2), 7);
        account.free();
        // One that JavaScript has given up in the meantime belongs to nobody.
        const given = new pkg.Account();
        host(() => {
          assert.match(thrown(() => given.free()).message, /while it was borrowed/);
          throw error;
        });
        assert.equal(thrown(() => given.deposit(5)), error);
        host(() => {});
        isWorking(pkg);
      } else {
        const refusal = thrown(() => account.balance());
        assert.match(refusal.message, /recursive use of an object/);
        assert.equal(refusal.cause, error);
      }
      assert.equal(new pkg.Account().deposit(2), 2);
      isWorking(pkg);
    },
  },
};

/** Where the end of an instance is noticed, and it is not replaced by itself. */
const watched = ({ unwind, flags }) => (unwind || flags.includes(FORCE)) && !flags.includes(RESET);

const asynchronous = {
  'D9 a JavaScript error inside an async function rejects the promise of that function and no other': {
    run: async ({ fresh }) => {
      const pkg = await fresh();
      const error = new Error('from the host');
      const healthy = [pkg.after_await(new Promise((done) => setTimeout(done, 3, 1)), ''), pkg.before_await('')];
      host(boom(error));
      assert.equal(await rejected(pkg.before_await('act')), error);
      assert.equal(await rejected(pkg.after_await(Promise.resolve(1), 'act')), error);
      const many = [1, 2, 3].map((n) => pkg.after_await(Promise.resolve(n), n === 2 ? 'act' : ''));
      const settled = await Promise.allSettled(many);
      assert.deepEqual(settled.map((s) => s.reason ?? s.value), [1, error, 3]);
      assert.deepEqual(await Promise.all(healthy), [1, 5]);
      isWorking(pkg);
    },
  },
  'D9 what such a function was waiting for settles later without harm': {
    run: async ({ fresh }) => {
      const pkg = await fresh();
      const error = new Error('from the host');
      let done;
      host(boom(error));
      const promise = pkg.after_first(Promise.resolve(1), new Promise((resolve) => { done = resolve; }), 'act');
      assert.equal(await rejected(promise), error);
      done();
      await new Promise((next) => setTimeout(next, 2));
      isWorking(pkg);
      assert.equal(await pkg.before_await(''), 5);
    },
  },
  'D10 a failing spawned task does not starve the tasks behind it': {
    where: ({ flags }) => !flags.includes(RESET),
    run: async ({ fresh, unwind, stray }) => {
      const pkg = await fresh();
      const error = new Error('from the host');
      host(boom(error));
      for (const how of unwind ? ['panic', 'act'] : ['act']) {
        pkg.spawn(how);
        pkg.spawn('');
        pkg.spawn('');
        const after = pkg.before_await('');
        await new Promise((next) => setTimeout(next, 2));
        assert.deepEqual(notes.splice(0), ['spawned', 'spawned']);
        assert.equal(await after, 5);
        const [heard] = stray.splice(0);
        if (how === 'act') assert.equal(heard, error);
        else assert.equal(heard.name, 'PanicError');
      }
      isWorking(pkg);
    },
  },
  'D11 W3 W4 when an async function traps, its promise rejects with the trap and all others of the instance at once': {
    where: watched,
    run: async ({ fresh }) => {
      const pkg = await fresh();
      const late = [];
      const never = () => new Promise((resolve) => late.push(resolve));
      const siblings = [pkg.after_await(never(), ''), pkg.after_first(Promise.resolve(1), never(), '')].map(rejected);
      const first = await rejected(pkg.after_await(Promise.resolve(1), 'trap'));
      assert.ok(first instanceof WebAssembly.RuntimeError, show(first));
      for (const reason of await Promise.all(siblings)) {
        assert.equal(reason.message, 'Module terminated');
        assert.equal(reason.cause, first);
      }
      assert.equal(thrown(() => pkg.healthy(1)).cause, first);
      late.forEach((resolve) => resolve(1));
    },
  },
  'D11 W2 timers and tasks of a dead instance end quietly': {
    where: watched,
    run: async ({ fresh }) => {
      const pkg = await fresh();
      pkg.later(1);
      pkg.spawn('');
      const pending = rejected(pkg.before_await(''));
      const first = thrown(() => pkg.unreachable_text('x'));
      assert.equal((await pending).cause, first);
      await new Promise((next) => setTimeout(next, 6));
      assert.deepEqual(notes, []);
    },
  },
  'D11 without any flag, an async function that traps rejects too': {
    where: ({ unwind, flags }) => !unwind && flags.length === 0,
    run: async ({ fresh }) => {
      const pkg = await fresh();
      assert.ok((await rejected(pkg.before_await('trap'))) instanceof WebAssembly.RuntimeError);
      assert.ok((await rejected(pkg.after_await(Promise.resolve(1), 'panic'))) instanceof WebAssembly.RuntimeError);
      assert.equal(await pkg.after_await(Promise.resolve(1), ''), 1);
    },
  },
};
Object.assign(cases, asynchronous);

const unwinding = {
  'D7 a panic in a destructor, an accessor or a closure that does not catch is a PanicError with its message': {
    run: async ({ fresh }) => {
      const pkg = await fresh();
      pkg.set_hook();
      const closure = pkg.aborting_closure();
      for (let i = 0; i < 2000; i++) {
        const bomb = new pkg.Bomb('panic');
        isPanic(thrown(() => bomb.fuse), 'a panic');
        isPanic(thrown(() => bomb.free()), 'a panic');
        isPanic(thrown(() => closure('panic')), 'a panic');
      }
      closure('');
      isWorking(pkg);
      assert.ok(notes.every((note) => note === 'drop'), 'no hook');
    },
  },
  'D15 a panic in the start function is a PanicError with its message, and a JavaScript error is itself': {
    run: async ({ fresh }) => {
      starting('panic');
      isPanic(await rejected(fresh()), 'a panic');
      starting('act');
      const error = new Error('from the host');
      assert.equal(await rejected(fresh(boom(error))), error);
    },
  },
  'D16 a panic in a finalizer is reported, and costs nothing': {
    // Deno starts processes its own way.
    where: ({ target }) => target !== 'deno',
    run: async ({ dir, stem, target, tool }) => {
      // What is registered elsewhere in this process may delay its finalizers for ever.
      const script = fileURLToPath(new URL('./defects/finalizers.mjs', import.meta.url));
      const options = { timeout: tool === 'ours' ? 14_000 : 4000 };
      const { stdout } = await promisify(execFile)(process.execPath, ['--expose-gc', '--no-warnings', script, dir, stem, target], options);
      assert.equal(stdout.trim(), '5 finalized');
    },
  },
  'D20 PanicError is exported, tells panics from other errors, and keeps their messages': {
    run: async ({ fresh }) => {
      const pkg = await fresh();
      const messages = ['text', 'formatted', 'a value', 'No panic message available'];
      messages.forEach((message, how) => {
        const error = thrown(() => pkg.payload(how));
        isPanic(error, message);
        assert.ok(error instanceof pkg.PanicError && error instanceof Error);
        assert.ok(error.stack.startsWith('PanicError'), error.stack);
      });
      host(boom(new Error('plain')));
      assert.ok(!(thrown(() => pkg.through()) instanceof pkg.PanicError));
    },
  },
};
for (const [name, { where = () => true, run }] of Object.entries(unwinding)) {
  cases[name] = { where: (context) => context.unwind && where(context), run };
}

/** Another instance of a wasm, for errors that are not the guest's. */
const foreignTrap = (() => {
  const bytes = [0, 97, 115, 109, 1, 0, 0, 0, 1, 4, 1, 96, 0, 0, 3, 2, 1, 0, 7, 5, 1, 1, 102, 0, 0, 10, 5, 1, 3, 0, 0, 11];
  return new WebAssembly.Instance(new WebAssembly.Module(Uint8Array.from(bytes))).exports.f;
})();

const ending = {
  'D1 the caller of a function that traps sees the trap, also where a string would have come back': {
    run: async ({ fresh }) => {
      const pkg = await fresh();
      const first = thrown(() => pkg.unreachable_text('abc'));
      assert.ok(first instanceof WebAssembly.RuntimeError, show(first));
      assert.equal(first.message, 'unreachable');
    },
  },
  'D2 an argument of the wrong type is the caller\'s error and ends nothing': {
    run: async ({ fresh, debug }) => {
      const pkg = await fresh();
      pkg.set_hook();
      const own = new Error('of the caller');
      for (const wrong of [Symbol('s'), 2n, { valueOf() { throw own; } }]) {
        const error = thrown(() => pkg.healthy(wrong));
        // With `--debug` the glue itself refuses it.
        assert.ok(error instanceof TypeError || error === own || (debug && /^expected a number/.test(error.message)), show(error));
        isWorking(pkg);
      }
      assert.ok(thrown(() => pkg.wide(5)) instanceof (debug ? Error : TypeError));
      assert.equal(pkg.wide(5n), 5n);
      assert.deepEqual(notes, []);
    },
  },
  'D3 ten thousand errors that leave a function with a borrowed value leave room for the next': {
    run: async ({ fresh, unwind }) => {
      const pkg = await fresh();
      const error = new Error('from the host');
      host(boom(error));
      for (let i = 0; i < 10_000; i++) {
        assert.equal(thrown(() => pkg.through_value({})), error);
        if (unwind) isPanic(thrown(() => pkg.panic_value({})), 'a panic');
      }
      host(() => {});
      assert.equal(pkg.through_value(undefined), true);
      isWorking(pkg);
    },
  },
  'D4 the abort hook runs to its end, whatever it calls': {
    run: async ({ fresh }) => {
      const pkg = await fresh();
      pkg.set_hook();
      thrown(() => pkg.unreachable_text('x'));
      assert.deepEqual(notes, ['first', 'first?', 'last']);
    },
  },
  'D5 a trap inside a nested call is one error at every level, and one call of the hook': {
    run: async ({ fresh }) => {
      for (const swallow of [false, true]) {
        const pkg = await fresh();
        pkg.set_hook();
        let inner;
        host(() => {
          inner = thrown(() => pkg.unreachable_text('x'));
          if (!swallow) throw inner;
        });
        assert.equal(thrown(() => pkg.through()), inner);
        assert.equal(notes.filter((note) => note === 'last').length, 1);
      }
    },
  },
  'D8 a trap or an exception of another wasm module is an error like others': {
    run: async ({ fresh }) => {
      const pkg = await fresh();
      pkg.set_hook();
      if (WebAssembly.Tag !== undefined) {
        const exception = new WebAssembly.Exception(new WebAssembly.Tag({ parameters: [] }), []);
        host(boom(exception));
        assert.equal(thrown(() => pkg.through()), exception);
        isWorking(pkg);
      }
      host(foreignTrap);
      const trap = thrown(() => pkg.through());
      assert.ok(trap instanceof WebAssembly.RuntimeError, show(trap));
      isWorking(pkg);
      assert.deepEqual(notes, []);
    },
  },
  'D18 every refusal of a dead instance names what ended it, and freeing its objects is silent': {
    run: async ({ fresh }) => {
      const pkg = await fresh();
      const account = new pkg.Account();
      const other = new pkg.Account();
      const first = thrown(() => pkg.unreachable_text('x'));
      for (const call of [() => pkg.healthy(1), () => account.balance(), () => new pkg.Account(), () => pkg.greet('x')]) {
        const refusal = thrown(call);
        assert.equal(refusal.message, 'Module terminated');
        assert.equal(refusal.cause, first);
      }
      account.free();
      other[Symbol.dispose ?? 'free']();
    },
  },
  'D18 a function that touches nothing of its instance is refused too, also if the instance ends while its argument is converted': {
    run: async ({ fresh, debug }) => {
      const pkg = await fresh();
      for (let i = 0n; i < 3000n; i++) assert.equal(pkg.wide(i), i);
      let first;
      const ends = { valueOf: () => ((first = thrown(() => pkg.unreachable_text('x'))), 1n) };
      // With `--debug` nothing but a BigInt is converted.
      if (debug) ends.valueOf();
      for (const argument of [ends, 1n]) {
        const refusal = thrown(() => pkg.wide(argument));
        assert.equal(refusal.message, 'Module terminated');
        assert.equal(refusal.cause, first);
      }
    },
  },
  'D16 a trap in a finalizer ends the instance like any other, and objects that are collected later are left alone': {
    run: async ({ fresh, gc, reported }) => {
      const pkg = await fresh();
      pkg.set_hook();
      let bombs = [new pkg.Bomb('trap'), new pkg.Bomb('trap'), new pkg.Bomb('trap')];
      assert.equal(bombs.length, 3);
      bombs = undefined;
      await gc();
      assert.deepEqual(notes, ['drop', 'first', 'first?', 'last']);
      assert.equal(reported.length, 1, 'it is reported');
      assert.equal(thrown(() => pkg.healthy(1)).cause, reported[0]);
    },
  },
};
for (const [name, { run }] of Object.entries(ending)) cases[name] = { where: watched, run };

Object.assign(cases, wear({ host, isWorking }));

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

/** What does not settle fails. */
async function inTime(promise, limit) {
  let timer;
  const late = new Promise((_, reject) => { timer = setTimeout(() => reject(new Error('it waits for ever')), limit); });
  try {
    await Promise.race([promise, late]);
  } finally {
    clearTimeout(timer);
  }
}

/** Runs a case; whatever reaches the host by itself meanwhile counts too. */
async function outcome(run, context) {
  const stray = [];
  const events = ['uncaughtException', 'unhandledRejection'];
  const others = events.map((event) => process.listeners(event));
  const listener = (error) => stray.push(error);
  events.forEach((event) => process.removeAllListeners(event).on(event, listener));
  const reported = [];
  const { error: report } = console;
  console.error = (error) => reported.push(error);
  let failure;
  try {
    await inTime(run({ ...context, stray, reported }), context.tool === 'ours' ? 15_000 : 2000);
    await new Promise((done) => setTimeout(done, 2));
    assert.deepEqual(stray.map((error) => show(error)), [], 'no stray errors');
  } catch (error) {
    failure = error;
  }
  console.error = report;
  starting('');
  events.forEach((event, i) => {
    process.removeAllListeners(event);
    others[i].forEach((other) => process.on(event, other));
  });
  return failure;
}

export default async function (context) {
  // Loaders differ in whether they throw or reject.
  const fresh = async (act = () => {}) => {
    notes.length = 0;
    host(act);
    return context.again();
  };
  for (const [name, { where, run }] of Object.entries(cases)) {
    if (where && !where(context)) continue;
    const failure = await outcome(run, { ...context, fresh });
    if (failure !== undefined && context.tool === 'ours') throw new Error(name, { cause: failure });
    context.see(name, failure === undefined ? 'holds' : `does not hold (${show(failure).split('\n')[0]})`);
  }
}
