// What it costs that failures are survived.
//
//     node --expose-gc bench.mjs --abort OURS.js REFERENCE.js --unwind OURS.js REFERENCE.js [--reset OURS.js REFERENCE.js] [--reset-large OURS.js REFERENCE.js]
//
// All are CommonJS packages made from `guests/`: without unwinding, with it, and with it and a reset function. Everything is measured in
// one process and interleaved. Ratios to `panic=abort` say what unwinding adds; ratios to the reference say whose is faster (below 1:
// ours).
import { createRequire } from 'node:module';
import path from 'node:path';
import { parseArgs } from 'node:util';
import process from 'node:process';
import { repeat, smallest, time } from '../timing.mjs';

const ROUNDS = 31;
const ROUNDS_OF_RESETS = 20;
/** Few enough that the engine does not collect garbage in between. */
const RESETS = 20;

const list = { type: 'string', multiple: true };
const { values: given, positionals } = parseArgs({
    options: { abort: list, unwind: list, reset: list, 'reset-large': list },
    allowPositionals: true,
});
/** The second package of a pair is positional, in the order of the options. */
const pairs = Object.fromEntries(Object.entries(given).map(([name, [ours]], i) => [name, [ours, positionals[i]]]));
if (!pairs.abort?.[1] || !pairs.unwind?.[1]) {
    console.error('usage: node bench.mjs --abort OURS.js REFERENCE.js --unwind OURS.js REFERENCE.js ...');
    process.exit(2);
}

Object.assign(globalThis, { hostEmpty() {}, hostAdd: (a, b) => (a + b) >>> 0 });

const caught = (f) => () => {
    try {
        f();
    } catch {
        return;
    }
    throw new Error('no failure');
};

const CALLS = {
    'entry: empty': (m) => repeat(m.empty),
    'entry: add(u32, u32)': (m) => repeat((i) => m.add(i, 1)),
    'entry: method': (m) => {
        const counter = new m.Counter();
        return repeat(() => counter.increment());
    },
    'import: empty': (m) => (times) => m.call_empty(times),
    'import: add(u32, u32)': (m) => (times) => m.call_add(times),
};

const PANICS = {
    'caught panic': (m) => repeat(caught(m.fails)),
    'caught panic, String argument': (m) => repeat(caught(() => m.fails_with('a text of some length'))),
};

/**
 * Nanoseconds of the median reset of each package. They are timed one by one, in turns, with the garbage of the turn before collected: a
 * collection takes longer than hundreds of resets, and comes when it likes.
 */
function resets(modules) {
    const times = modules.map(() => []);
    for (let round = 0; round < ROUNDS_OF_RESETS; round += 1) {
        modules.forEach((module, which) => {
            globalThis.gc();
            for (let i = 0; i < RESETS; i += 1) {
                times[which].push(time(() => module.__wbg_reset_state(), 1));
            }
        });
    }
    return times.map((all) => all.sort((a, b) => a - b)[all.length / 2]);
}

const require = createRequire(import.meta.url);
const load = (file) => require(path.resolve(file));
const ns = (value) => (value >= 1e5 ? `${(value / 1e3).toFixed(0)} us` : `${value.toFixed(1)} ns`);
const row = (name, ...cells) => console.log(name.padEnd(34) + cells.map((cell) => cell.padStart(14)).join(''));
const ratio = (value) => value.toFixed(2);

const abort = pairs.abort.map(load);
const unwind = pairs.unwind.map(load);
console.log(`node ${process.version}`);
row('', 'abort', 'unwind', 'unwind/abort', 'same, ref.', 'ours/ref.');
for (const [name, make] of Object.entries(CALLS)) {
    const [oursAbort, oursUnwind, theirsAbort, theirsUnwind] = smallest([abort[0], unwind[0], abort[1], unwind[1]].map(make), ROUNDS);
    row(name, ns(oursAbort), ns(oursUnwind), ratio(oursUnwind / oursAbort), ratio(theirsUnwind / theirsAbort), ratio(oursUnwind / theirsUnwind));
}
row('', 'ours', 'reference', 'ours/ref.');
for (const [name, make] of Object.entries(PANICS)) {
    const [ours, theirs] = smallest(unwind.map(make), ROUNDS);
    row(name, ns(ours), ns(theirs), ratio(ours / theirs));
}
for (const [name, what] of [['reset', 'reset, 1 MiB of memory'], ['reset-large', 'reset, 16 MiB of memory']]) {
    if (!pairs[name]) continue;
    const [ours, theirs] = resets(pairs[name].map(load));
    row(what, ns(ours), ns(theirs), ratio(ours / theirs));
}
