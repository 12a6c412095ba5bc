// The ways to fail: the first of the two tables that the failure matrix is made of.
//
// `code` is what the guest's `fail` is called with, and `guest` the name it has for that, which is checked. `kind` is what the
// rules of `expect.mjs` go by:
//
//   none    nothing fails
//   panic   a Rust panic: `message` is what it says
//   trap    the engine stops the guest, or the guest stops itself
//   throw   a JavaScript value passes through Rust: `value` is it, or `isThrown` knows it
//   err     the guest returns an `Err`, at places that have a `Result`
//   entry   the engine's stack ends somewhere around the call
//
// `brief`: stands for its class where not all ways are tried.
// `unseen`: nothing in the wasm catches it, so nobody gives back what was borrowed; in guests of these flavours, that is.
// `act` makes what the import of that name does; it gets the host (`host.mjs`).
import { foreignTrap, jsOverflow, tag } from './host.mjs';

/** How deep nested failures go. */
const LEVELS = 5;

/** Goes through wasm and JS by turns and fails at the bottom; every level sees the error, and may keep it to itself. */
const nested = (code, { swallow = false } = {}) => (host) => {
  let left = LEVELS;
  return () => {
    left -= 1;
    try {
      if (left > 0) host.pkg.level('level', {});
      else host.pkg.number(code, 1);
    } catch (error) {
      host.levels.push(error);
      if (!swallow) throw error;
    }
  };
};

const throwing = (make) => (host) => () => {
  host.thrown = make();
  throw host.thrown;
};

/** Lets something fail and passes its error on, whose identity is known by that. */
const failing = (what) => (host) => () => {
  try {
    what();
  } catch (error) {
    host.thrown = error;
    throw error;
  }
};

const UNWINDING = ['unwind-legacy', 'unwind-exnref'];

export const WAYS = [
  { name: 'nothing', brief: true, guest: 'nothing', code: 0, kind: 'none' },

  { name: 'panic', brief: true, guest: 'panic', code: 1, kind: 'panic', message: 'a panic' },
  { name: 'panic with a value', guest: 'panic with a value', code: 19, kind: 'panic', message: 'a value' },
  { name: 'bad index', guest: 'bad index', code: 18, kind: 'panic', message: 'index out of bounds: the len is 3 but the index is 7' },
  // The second panic wins in what rustc makes for wasm.
  { name: 'panic while unwinding', guest: 'panic while unwinding', code: 2, kind: 'panic', message: 'a second panic' },
  { name: 'nested panic', guest: 'act', code: 16, kind: 'panic', message: 'a panic', act: nested(1), nested: true },

  { name: 'panic in a nounwind frame', guest: 'panic in a nounwind frame', code: 3, kind: 'trap' },
  { name: 'unreachable', brief: true, guest: 'unreachable', code: 4, kind: 'trap' },
  { name: 'out of bounds', guest: 'out of bounds', code: 5, kind: 'trap' },
  { name: 'bad table call', guest: 'bad table call', code: 6, kind: 'trap' },
  { name: 'division by zero', guest: 'division by zero', code: 7, kind: 'trap' },
  { name: 'allocation failure', guest: 'allocation failure', code: 8, kind: 'trap' },
  { name: 'memory limit', guest: 'memory limit', code: 9, kind: 'trap', exhausts: true },
  { name: 'end of the shadow stack', guest: 'end of the shadow stack', code: 10, kind: 'trap' },
  { name: "end of the engine's stack", guest: "end of the engine's stack", code: 11, kind: 'trap' },
  { name: 'process::abort', guest: 'process::abort', code: 12, kind: 'trap' },
  { name: 'nested trap', guest: 'act', code: 16, kind: 'trap', act: nested(4), nested: true },
  { name: 'nested trap that JavaScript swallows', brief: true, guest: 'act', code: 16, kind: 'trap', act: nested(4, { swallow: true }), nested: true, swallowed: true },
  { name: 'nested trap through a catching import', guest: 'caught act', code: 17, kind: 'trap', act: nested(4), nested: true, swallowed: true },
  { name: "end of the engine's stack at entry", guest: 'nothing', code: 0, kind: 'entry' },

  { name: 'throw_str', brief: true, guest: 'throw_str', code: 13, kind: 'throw', isThrown: (error) => error instanceof Error && error.message === 'thrown text' },
  { name: 'throw_val', guest: 'throw_val', code: 14, kind: 'throw', isThrown: (error) => error === 5.5 },
  { name: 'throw an Error', brief: true, guest: 'act', code: 16, kind: 'throw', act: throwing(() => new Error('from JavaScript')) },
  { name: 'throw a string', guest: 'act', code: 16, kind: 'throw', act: throwing(() => 'a string') },
  { name: 'throw undefined', guest: 'act', code: 16, kind: 'throw', act: throwing(() => undefined) },
  { name: 'throw null', guest: 'act', code: 16, kind: 'throw', unseen: ['unwind-legacy'], act: throwing(() => null) },
  { name: 'throw a RuntimeError made by hand', guest: 'act', code: 16, kind: 'throw', act: throwing(() => new WebAssembly.RuntimeError('by hand')) },
  { name: "throw another module's exception", guest: 'act', code: 16, kind: 'throw', act: throwing(() => new WebAssembly.Exception(tag, [1])) },
  { name: 'trap of another module', brief: true, guest: 'act', code: 16, kind: 'throw', unseen: UNWINDING, act: failing(foreignTrap) },
  { name: "end of JavaScript's stack", guest: 'act', code: 16, kind: 'throw', unseen: UNWINDING, act: failing(jsOverflow) },

  { name: 'throw an Error beside destructors', guest: 'act beside destructors', code: 20, kind: 'throw', act: throwing(() => new Error('beside')) },
  { name: 'throw_str beside destructors', guest: 'throw_str beside destructors', code: 21, kind: 'throw', isThrown: (error) => error instanceof Error && error.message === 'thrown text' },

  { name: 'Err', guest: 'Err', code: 15, kind: 'err', isThrown: (error) => error === 'an Err' },
  { name: 'Err from a catching import', guest: 'caught act', code: 17, kind: 'err', act: throwing(() => new Error('caught')) },
  { name: 'Err from a trap of another module', guest: 'caught act', code: 17, kind: 'err', act: failing(foreignTrap) },
];

/** Is `error` what this way throws? */
export const isThrownBy = (way, host, error) => (way.isThrown ? way.isThrown(error) : Object.is(error, host.thrown));
