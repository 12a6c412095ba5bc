// What JavaScript sees of failures in a package that notices them: an unwinding guest, made with `--target nodejs`.
//
//     node survive.mjs pkg/failures_shown.js
import assert from 'node:assert/strict';
import { createRequire } from 'node:module';
import path from 'node:path';

const reports = [];
globalThis.ask = (question) => question.length;
globalThis.report = (what) => reports.push(what);
const { divide, answer, calls, dig, wait } = createRequire(import.meta.url)(path.resolve(process.argv[2]));

// ANCHOR: panic
assert.equal(divide(6, 2), 3);
assert.throws(() => divide(6, 0), { name: 'PanicError', message: 'attempt to divide by zero' });
// The instance goes on, with its state.
assert.equal(divide(6, 3), 2);
assert.equal(calls(), 3);
// ANCHOR_END: panic

// ANCHOR: foreign
const busy = new Error('not now');
globalThis.ask = () => { throw busy; };
assert.throws(() => answer('How long?'), (error) => error === busy);
globalThis.ask = () => '9';
assert.equal(answer('How long?'), 'It is 9.');
// ANCHOR_END: foreign

// ANCHOR: usage
assert.throws(() => divide(Symbol('six'), 2), TypeError);
assert.equal(divide(6, 2), 3);
// ANCHOR_END: usage

// ANCHOR: abort
const waiting = wait(new Promise(() => {}));
let first;
try {
    dig(0);
} catch (error) {
    first = error; // RuntimeError: memory access out of bounds
}
assert.ok(first instanceof WebAssembly.RuntimeError);
assert.deepEqual(reports, ['the instance has ended']);
// Nobody is let in any more, and each refusal says why.
assert.throws(() => divide(6, 2), (error) => error.message === 'Module terminated' && error.cause === first);
// Nobody waits for it.
await assert.rejects(waiting, (error) => error.cause === first);
// ANCHOR_END: abort
