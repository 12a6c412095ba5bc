// Runs one cell of the matrix in an instance of its own and checks everything that its expectation says.
import assert from 'node:assert/strict';
import { attempt, show } from '../../run/support.mjs';
import { afterwards, survey } from './afterwards.mjs';
import { expectation } from './expect.mjs';
import { Registry } from './host.mjs';
import { isThrownBy } from './ways.mjs';

/** Lets microtasks, promise reactions and their followers run. */
export const turns = async (count = 2) => {
  for (let i = 0; i < count; i++) await new Promise((done) => setImmediate(done));
};

const isTrap = (error) =>
  error instanceof WebAssembly.RuntimeError || error instanceof RangeError || error?.name === 'InternalError';

const tell = (seen) => (seen.pending ? 'still pending' : seen.threw ? `threw ${show(seen.error)}` : `gave ${show(seen.value)}`);

/** Is this error what the class says? For an abort it is the first one, which everything later refers to. */
function checkError(error, cell) {
  const { way, place, want, host } = cell;
  switch (want.class) {
    case 'panic':
      assert.ok(error instanceof Error && error.name === 'PanicError', `no PanicError: ${show(error)}`);
      if (!place.raw && way.message) assert.equal(error.message, way.message);
      break;
    case 'foreign':
      assert.ok(isThrownBy(way, host, error), `not what was thrown: ${show(error)}`);
      break;
    case 'abort':
      assert.ok(isTrap(error), `no trap: ${show(error)}`);
      break;
    default:
      assert.fail(`unexpected error ${show(error)}`);
  }
  // What got to a frame that lets nothing through has become a trap there.
  if (want.class === 'abort' && way.kind !== 'trap') return;
  // Every level has seen the same one.
  for (const level of host.levels) assert.equal(level, error, 'another error at an inner level');
  if (way.nested) {
    assert.equal(host.levels.length, 5, 'levels that saw an error');
    assert.ok(!host.notes.includes('Rust goes on'));
  }
}

/** A call whose caller is there to see what it does. */
function checkCall(seen, target, cell) {
  if (cell.want.class === 'none') {
    assert.ok(!seen.threw && !seen.pending, tell(seen));
    target.right?.(seen.value);
    return undefined;
  }
  assert.ok(seen.threw, `the caller sees no error: ${tell(seen)}`);
  checkError(seen.error, cell);
  return seen.error;
}

const drivers = {
  async sync(cell) {
    const { place, way, pkg, host } = cell;
    const target = place.set(pkg, way.code);
    if (way.kind === 'entry') return atTheEndOfTheStack(cell, target);
    host.act = way.act?.(host) ?? host.act;
    const first = checkCall(attempt(target.call), target, cell);
    return { first, target };
  },

  async async(cell) {
    const { place, way, pkg, host, want } = cell;
    const target = place.set(pkg, way.code);
    host.act = way.act?.(host) ?? host.act;
    const seen = { pending: true };
    target.call().then(
      (value) => Object.assign(seen, { pending: false, threw: false, value }),
      (error) => Object.assign(seen, { pending: false, threw: true, error }),
    );
    await turns(4);
    if (want.class !== 'abort') return { first: checkCall(seen, target, cell), target };
    // The poll that failed was called by the engine, which may be the only one to see the very error.
    const first = host.uncaught.length > 0 ? host.uncaught[0] : seen.error;
    checkError(first, cell);
    if (want.fate === 'unwatched') return { first, target, heard: 1 };
    assert.ok(seen.threw, `the promise: ${tell(seen)}`);
    assert.ok(seen.error === first || seen.error.cause === first, `the promise rejects without a cause: ${show(seen.error)}`);
    return { first, target, heard: 1 };
  },

  async task(cell) {
    const { place, way, pkg, host, want } = cell;
    const target = place.set(pkg, way.code);
    host.act = way.act?.(host) ?? host.act;
    checkCall(attempt(target.call), target, { ...cell, want: { class: 'none' } });
    await turns(4);
    if (want.class !== 'none') {
      assert.equal(host.uncaught.length, 1, 'errors that the engine hears');
      checkError(host.uncaught[0], cell);
    }
    if (want.fate === 'healthy') assert.ok(host.notes.includes('sibling ran'), 'the task behind it starves');
    return { first: host.uncaught[0], target, heard: 1 };
  },

  async start(cell) {
    const { way, host, fresh } = cell;
    host.starting = way.code;
    host.act = way.act?.(host) ?? host.act;
    let seen;
    try {
      seen = { threw: false, value: await fresh() };
    } catch (error) {
      seen = { threw: true, error };
    }
    checkCall(seen, {}, { ...cell, place: { raw: true } });
    return {};
  },

  async hook(cell) {
    const { way, pkg, host } = cell;
    host.hooked = way.code;
    host.act = way.act?.(host) ?? host.act;
    const seen = attempt(() => pkg.number(4, 1));
    const first = checkCall(seen, {}, { ...cell, way: {} });
    assert.equal(host.notes[1], 'hook begins?');
    if (['none', 'err'].includes(way.kind)) assert.equal(host.notes.at(-1), 'hook ends');
    return { first, target: {} };
  },

  async coercion(cell) {
    const { place, way, pkg, host, want } = cell;
    host.act = way.act?.(host) ?? host.act;
    const levels = [];
    const argument = {
      valueOf() {
        try {
          pkg.number(way.code, 1);
        } catch (error) {
          levels.push(error);
          if (!place.swallow) throw error;
        }
        return 4;
      },
    };
    const seen = attempt(() => pkg.coerced('té', argument, {}));
    const target = { right: (value) => assert.equal(value, 'té 4 false') };
    if (want.class === 'none') return { target, first: checkCall(seen, target, cell) };
    assert.equal(levels.length, 1, `the inner call did not fail; ${tell(seen)}`);
    checkError(levels[0], cell);
    if (!place.swallow) {
      assert.ok(seen.threw && Object.is(seen.error, levels[0]), `another error at the outer level: ${tell(seen)}`);
    } else if (want.class !== 'abort') {
      assert.ok(!seen.threw, tell(seen));
      target.right(seen.value);
    } else {
      // The outer call was bound to the instance that has died.
      assert.ok(seen.threw, `goes on in a dead instance: ${tell(seen)}`);
      assert.ok(seen.error === levels[0] || seen.error.cause === levels[0], `refused without a cause: ${tell(seen)}`);
    }
    return { first: levels[0], target };
  },

  async reset(cell) {
    const { way, pkg, host, want } = cell;
    host.starting = way.code;
    host.act = way.act?.(host) ?? host.act;
    const seen = attempt(() => pkg.__wbg_reset_state());
    host.starting = 0;
    if (want.class === 'none') {
      assert.ok(!seen.threw, tell(seen));
      return { target: {}, fate: 'reset' };
    }
    assert.ok(seen.threw, 'the reset succeeds with an instance that did not start');
    checkError(seen.error.cause, { ...cell, place: { raw: true } });
    return { target: {}, fate: 'healthy' };
  },

  async recovery(cell) {
    const { way, pkg, host, want } = cell;
    const first = attempt(() => pkg.number(4, 1)).error;
    assert.equal(host.hooks(), 1);
    host.starting = way.code;
    for (let i = 0; i < 2 && want.class !== 'none'; i++) {
      host.act = way.act?.(host) ?? host.act;
      const seen = attempt(() => pkg.greet('x'));
      assert.ok(seen.threw, 'a call reaches an instance that did not start');
      checkError(seen.error.cause, { ...cell, place: { raw: true } });
    }
    host.starting = 0;
    return { first, target: {}, fate: 'replaced', hooks: 1 };
  },
};

/**
 * Calls at every depth of the engine's stack, from its end upwards, until one call succeeds. Each of the others has failed
 * either outside of the guest, or the instance has come to an end with it.
 */
function atTheEndOfTheStack(cell, target) {
  const errors = [];
  let done = false;
  const dive = () => {
    try {
      dive();
    } catch {
      // The end of the stack: the frame that is left tries.
    }
    if (done || errors.length > 200) return;
    try {
      target.call();
      done = true;
    } catch (error) {
      errors.push(error);
    }
  };
  dive();
  assert.ok(errors.length > 0, 'the stack did not end');
  const first = errors.find(isTrap);
  for (const error of errors) {
    assert.ok(isTrap(error) || isTrap(error?.cause), `neither the end of the stack nor a refusal: ${show(error)}`);
  }
  return { first, target: {}, fate: 'either' };
}

/** Throws what is wrong with the cell. */
export async function runCell(way, place, build, world) {
  const { host } = world;
  host.clear();
  Registry.entries = [];
  const want = expectation(way, place, build);
  const cell = { way, place, want, host, fresh: world.fresh };
  if (place.kind !== 'start') {
    cell.pkg = await world.fresh();
    host.pkg = cell.pkg;
    cell.before = survey(cell.pkg);
    await turns(1);
  }
  const { first, target, fate = want.fate, hooks = want.hooks, heard = 0 } = await drivers[place.kind](cell);
  host.starting = 0;
  host.hooked = 0;
  host.act = () => {};
  if (place.kind === 'start') {
    cell.pkg = await world.fresh();
    host.pkg = cell.pkg;
    cell.before = survey(cell.pkg);
    await turns(1);
    await afterwards('healthy', cell, { hooks: 0, heard: 0 });
  } else {
    await afterwards(fate, cell, { first, target, hooks, heard });
  }
}
