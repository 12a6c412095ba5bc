// What failures use up: memory, slots of the handle table, both stacks, and the heap of JavaScript.
import assert from 'node:assert/strict';
import { isPanic, isThorough, thrown } from '../support.mjs';

/** A hundred thousand times where it shows most, ten thousand times elsewhere: `[in words, times, where]`. */
const COUNTS = [
  ['ten thousand', 10_000, (context) => !isThorough(context)],
  ['a hundred thousand', 100_000, (context) => isThorough(context)],
];

/** Where both stacks are. */
const stacks = (pkg) => Array.from(pkg.stacks({}));

/** Runs something often enough; what it holds on to would show. */
async function isFlat(pkg, gc, times, run) {
  for (let i = 0; i < 500; i++) run(i);
  await gc();
  const before = { footprint: Array.from(pkg.footprint()), stacks: stacks(pkg) };
  const heap = process.memoryUsage().heapUsed;
  for (let i = 0; i < times; i++) run(i);
  await gc();
  const after = { footprint: Array.from(pkg.footprint()), stacks: stacks(pkg) };
  assert.deepEqual(after, before, 'pages of memory, values in the table, both stacks');
  const grown = process.memoryUsage().heapUsed - heap;
  assert.ok(grown < 2_000_000, `the heap of JavaScript grew by ${grown} bytes`);
}

/** One call with an argument of each kind that is lent, in a frame of 4 KiB. */
const wear = (pkg, how) => pkg.wear({}, 'a text, né', new Float64Array(9), new Uint8Array(30), how);

/** The cases; `host` says what imports do, `isWorking` checks the rest of the package. */
export function cases({ host, isWorking }) {
  const error = new Error('from the host');
  const boom = () => { throw error; };
  const all = {};
  for (const [count, times, where] of COUNTS) {
    const add = (name, only, run) => { all[name] = { where: (context) => only(context) && where(context), run }; };
    const everywhere = () => true;
    const unwinding = ({ unwind }) => unwind;
    add(`D3 D17 P1 ${count} errors of imports leave memory, table, stacks and heap as they were`, everywhere, async ({ fresh, gc }) => {
      const pkg = await fresh();
      host(boom);
      await isFlat(pkg, gc, times, () => assert.equal(thrown(() => pkg.through_value(error)), error));
      await isFlat(pkg, gc, times, () => assert.equal(thrown(() => pkg.through()), error));
      host(() => {});
      isWorking(pkg);
    });
    add(`D3 P1 ${count} errors of imports through text, slices and borrowed values leave both stacks as they were`, everywhere, async ({ fresh }) => {
      const pkg = await fresh();
      const before = stacks(pkg);
      host(boom);
      // Imports are not expected to throw by the guest's compiler: destructors of arguments do not run, so memory grows.
      for (let i = 0; i < times; i++) assert.equal(thrown(() => wear(pkg, 'act')), error);
      host(() => {});
      assert.deepEqual(stacks(pkg), before);
      assert.equal(wear(pkg, ''), 17);
      isWorking(pkg);
    });
    add(`D3 ${count} panics through text, slices and borrowed values leave memory, table, stacks and heap as they were`, unwinding, async ({ fresh, gc }) => {
      const pkg = await fresh();
      await isFlat(pkg, gc, times, () => isPanic(thrown(() => wear(pkg, 'panic')), 'a panic'));
      assert.equal(wear(pkg, ''), 17);
      isWorking(pkg);
    });
  }
  all['D3 ten thousand panics with arguments of every kind leave memory, table, stacks and heap as they were'] = {
    where: ({ unwind }) => unwind,
    run: async ({ fresh, gc }) => {
      const pkg = await fresh();
      const account = new pkg.Account();
      const text = 'né'.repeat(200);
      await isFlat(pkg, gc, 10_000, () => {
        const panic = thrown(() => pkg.panic_with_all(text, 'b', new Float64Array(50), new Int32Array(4), 'v', {}, 'm', ['a', 1], account));
        isPanic(panic, `${text}b50truetrue2`);
      });
      assert.equal(account.balance(), 10_500);
      isWorking(pkg);
    },
  };
  all['D3 ten thousand panics with closures on both sides leave memory, table, stacks and heap as they were'] = {
    where: ({ unwind }) => unwind,
    run: async ({ fresh, gc }) => {
      const pkg = await fresh();
      let length = 0;
      await isFlat(pkg, gc, 10_000, () => {
        isPanic(thrown(() => pkg.panic_with_closures((kept) => (length += kept()), 'a text')), 'a panic');
      });
      assert.equal(length, 10_500 * 6);
      isWorking(pkg);
    },
  };
  // They take seconds, and differ in nothing that a target or a flag decides.
  for (const one of Object.values(all)) {
    const { where } = one;
    one.where = (context) => context.target === 'nodejs' && context.flags.length === 0 && where(context);
  }
  return all;
}
