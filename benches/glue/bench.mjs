// Cost of crossing the boundary: our glue against a reference's, for the same guest, in one process and interleaved.
//
//     node bench.mjs OURS.js REFERENCE.js [--json FILE] [--filter TEXT]
//
// Both are CommonJS packages (`--target nodejs`) made from `guest/`. Per case the smallest of many rounds counts, so that a busy
// machine disturbs little; ratios below 1 mean that ours is faster.
import fs from 'node:fs';
import { createRequire } from 'node:module';
import path from 'node:path';
import process from 'node:process';
import { repeat, smallest } from '../timing.mjs';

const ROUNDS = 41;

const [oursPath, referencePath, ...options] = process.argv.slice(2);
if (referencePath === undefined) {
    console.error('usage: node bench.mjs OURS.js REFERENCE.js [--json FILE] [--filter TEXT]');
    process.exit(2);
}
const option = (name) => (options.includes(name) ? options[options.indexOf(name) + 1] : undefined);

let given = '';
Object.assign(globalThis, {
    hostEmpty() {},
    hostAdd: (a, b) => (a + b) >>> 0,
    hostTakeString(text) {
        given = text;
    },
    hostGiveString: () => given,
    hostTakeValue() {},
    hostGiveValue: () => globalThis,
    hostCatch: () => 1,
    hostStackClosure: (f) => f(1),
});

/** One flat string, not a rope. */
const text = (length) => Buffer.alloc(length, 'abcdefgh').toString('latin1');
/** Uses a string in a way that needs its characters in one piece. */
const lookups = new Map([['needle', 1]]);

const CASES = {
    'export: empty': (m) => repeat(m.empty),
    'export: add(u32, u32)': (m) => repeat((i) => m.add(i, 1)),
    'export: JsValue through': (m) => repeat(m.value_through),
    'export: &JsValue': (m) => repeat(m.value_borrowed),
    'export: Option<f64>': (m) => repeat(m.option_f64),
    'export: Result<u32>': (m) => repeat(m.fallible),
    'export: &[f64] of 100': (m) => {
        const numbers = new Float64Array(100);
        return repeat(() => m.numbers_in(numbers));
    },
    'export: Vec<f64> of 100 out': (m) => repeat(() => m.numbers_out(100)),
    'export: Vec<String> of 10': (m) => {
        const texts = Array.from({ length: 10 }, (_, i) => `text ${i}`);
        return repeat(() => m.strings_in(texts));
    },
    'class: method': (m) => {
        const counter = new m.Counter();
        return repeat(() => counter.increment());
    },
    'class: new and free': (m) => repeat(() => new m.Counter().free()),
    ...Object.fromEntries(
        [16, 256, 4096].flatMap((length) => [
            [`string in: ${length} B`, (m) => {
                const value = text(length);
                return repeat(() => m.string_in(value));
            }],
            [`string out: ${length} B`, (m) => repeat(() => m.string_out(length))],
            [`string out, used: ${length} B`, (m) => repeat(() => lookups.get(m.string_out(length)))],
            [`import string in: ${length} B`, (m) => (times) => {
                given = text(length);
                m.call_give_string(times);
            }],
            [`import string out: ${length} B`, (m) => (times) => m.call_take_string(times, length)],
        ]),
    ),
    'string in: 16 chars, not ASCII': (m) => {
        const value = 'naïve caffè, ça!';
        return repeat(() => m.string_in(value));
    },
    'string in: 4096 chars, not ASCII': (m) => {
        const value = `${'naïve caffè, ça!'.repeat(256)}`;
        return repeat(() => m.string_in(value));
    },
    'import: empty': (m) => (times) => m.call_empty(times),
    'import: add(u32, u32)': (m) => (times) => m.call_add(times),
    'import: catch': (m) => (times) => m.call_catch(times),
    'import: value in, value out': (m) => (times) => m.call_value(times),
    'closure: call': (m) => repeat(m.closure()),
    'closure: lent to an import': (m) => (times) => m.call_stack_closure(times),
    'closure: new and drop': (m) => repeat(m.closure_dropped),
};

const require = createRequire(import.meta.url);
const load = (file) => require(path.resolve(file));
const ours = load(oursPath);
const reference = load(referencePath);

const results = [];
for (const [name, make] of Object.entries(CASES)) {
    if (!name.includes(option('--filter') ?? '')) {
        continue;
    }
    const runs = [make(ours), make(reference)];
    const best = smallest(runs, ROUNDS);
    results.push({ name, ours: best[0], reference: best[1], ratio: best[0] / best[1] });
}

console.log(`node ${process.version}`);
console.log(`${'ns per call'.padEnd(36)}${'ours'.padStart(10)}${'reference'.padStart(12)}${'ratio'.padStart(8)}`);
for (const { name, ours: mine, reference: theirs, ratio } of results) {
    console.log(`${name.padEnd(36)}${mine.toFixed(1).padStart(10)}${theirs.toFixed(1).padStart(12)}${ratio.toFixed(2).padStart(8)}`);
}
const json = option('--json');
if (json !== undefined) {
    fs.writeFileSync(json, `${JSON.stringify({ node: process.version, unit: 'ns per call', results }, null, 2)}\n`);
}
