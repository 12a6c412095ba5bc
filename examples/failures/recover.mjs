// What JavaScript sees of failures in a package that replaces its instance: made with `--target nodejs
// --experimental-reset-state-function`, of an unwinding guest or of one with `panic=abort`.
//
//     node recover.mjs pkg/failures_shown.js
import assert from 'node:assert/strict';
import { createRequire } from 'node:module';
import path from 'node:path';

globalThis.report = () => {};
const { divide, calls, dig, __wbg_reset_state } = createRequire(import.meta.url)(path.resolve(process.argv[2]));

// ANCHOR: recovery
divide(6, 2);
assert.throws(() => dig(0), WebAssembly.RuntimeError);
// That call is lost, and the state; the next one gets a new instance.
assert.equal(divide(6, 2), 3);
assert.equal(calls(), 1);
// ANCHOR_END: recovery

// ANCHOR: reset
__wbg_reset_state();
assert.equal(calls(), 0);
// ANCHOR_END: reset
