// The steps of a random sequence. Each does something to the package and checks it against the model; it returns what it has done.
import assert from 'node:assert/strict';
import { isThrownBy, WAYS } from '../matrix/ways.mjs';
import { attempt } from '../../run/support.mjs';
import { STALE_CLOSURE, STALE_OBJECT, tell, turns } from './model.mjs';
import { show } from '../../run/support.mjs';

const gave = (wanted) => (seen) => {
  assert.ok(!seen.threw, tell(seen));
  assert.deepEqual(seen.value, wanted);
};

const of = (...kinds) => WAYS.filter((way) => kinds.includes(way.kind));
const PANICS = of('panic');
const THROWS = of('throw');
const ERRS = of('err');
// The engine's stack takes a while to fill.
const SLOW = ["end of the engine's stack", "end of JavaScript's stack"];

/** A way to fail that a function can have; traps are rarer than the rest, so that instances live for a while. */
function anyWay({ random }, errs) {
  const kinds = [[5, PANICS], [4, THROWS], [2, of('trap')]];
  if (errs) kinds.push([3, ERRS]);
  const way = random.pick(random.weighted(kinds));
  return SLOW.includes(way.name) && !random.chance(10) ? WAYS.find((other) => other.name === 'unreachable') : way;
}

/** Judges a call that fails in a way. */
const failed = (model, way) => (seen) => {
  model.stats.faults += 1;
  assert.ok(seen.threw, `no error of \`${way.name}\`: ${tell(seen)}`);
  const kind = way.kind === 'panic' && !model.unwinds ? 'trap' : way.kind;
  if (kind === 'trap') {
    model.died(seen.error, { complete: !way.exhausts });
  } else if (kind === 'panic') {
    assert.equal(seen.error?.name, 'PanicError', tell(seen));
    assert.equal(seen.error.message, way.message);
  } else {
    assert.ok(isThrownBy(way, model.host, seen.error), `another error than \`${way.name}\`: ${tell(seen)}`);
  }
  for (const level of model.host.levels) assert.equal(level, seen.error, 'another error at an inner level');
  assert.ok(!model.host.notes.includes('Rust goes on'));
};

function plainCall(model) {
  const { pkg, random } = model;
  const text = random.text();
  const value = { text };
  const words = Int32Array.of(random.below(100), 2);
  const number = random.below(1000);
  const calls = {
    add: () => model.call(() => pkg.add(number, 2), gave(number + 2)),
    greet: () => model.call(() => pkg.greet(text), gave(`hello ${text}`)),
    text: () => model.call(() => pkg.text(0, text), gave(`${text}!`)),
    texts: () => model.call(() => pkg.texts(0, [text, 'b', '']), gave(['', 'b', text])),
    bytes: () => model.call(() => pkg.bytes(0, Uint8Array.of(1, number & 127)), gave(Uint8Array.of(2, (number & 127) + 1))),
    bigint: () => model.call(() => pkg.bigint(0, BigInt(number)), gave(BigInt(number) + 1n)),
    value: () => model.call(() => pkg.value(0, value), (seen) => assert.equal(seen.value, value)),
    words_mut: () => model.call(() => (pkg.words_mut(0, words), words[0]), gave(words[0] + 2)),
    count: () => model.call(() => pkg.count(), (seen) => gave((model.count += 1))(seen)),
  };
  const name = random.pick(Object.keys(calls));
  calls[name]();
  return name;
}

/** Errors of the caller, which never get as far as the guest. */
function misuse(model) {
  const { pkg, random } = model;
  const own = new WebAssembly.RuntimeError('of the caller');
  const [name, use, judge] = random.pick([
    ['a symbol for a number', () => pkg.add(Symbol('s'), 1), (error) => error instanceof TypeError],
    ['a number for a bigint', () => pkg.bigint(0, 1), (error) => error instanceof TypeError],
    ['a conversion that throws', () => pkg.add({ valueOf() { throw own; } }, 1), (error) => error === own],
    ['an object of another class', () => pkg.thing_ref(0, { number: 1 }), (error) => error instanceof Error],
    ['a number for a string', () => pkg.greet(5), (error) => error instanceof TypeError],
  ]);
  model.call(use, (seen) => assert.ok(seen.threw && judge(seen.error), `${name}: ${tell(seen)}`));
  return name;
}

function faultInFunction(model) {
  const { pkg, random, host } = model;
  const errs = random.chance(40);
  const way = anyWay(model, errs);
  const text = random.text();
  const calls = errs
    ? [() => pkg.number_or(way.code, 1), () => pkg.text_or(way.code, text), () => pkg.value_or(way.code, {})]
    : [() => pkg.number(way.code, 1), () => pkg.text(way.code, text), () => pkg.value_ref(way.code, {}), () => pkg.option(way.code, 1)];
  host.act = way.act?.(host) ?? host.act;
  model.call(random.pick(calls), failed(model, way));
  return way.name;
}

function make(model) {
  const { pkg, random } = model;
  const number = 100 + random.below(100);
  if (random.chance(50)) {
    model.call(() => new pkg.Thing(0, number), ({ threw, value }) => {
      assert.ok(!threw);
      model.keep(model.things, { object: value, number });
    });
    return `Thing ${number}`;
  }
  model.call(() => pkg.adder(number), ({ threw, value }) => {
    assert.ok(!threw);
    model.keep(model.closures, { f: value, by: number });
  });
  return `closure ${number}`;
}

function useThing(model) {
  const { pkg, random } = model;
  if (model.things.length === 0) return make(model);
  const thing = random.pick(model.things);
  const { object } = thing;
  const drop = () => { model.things = model.things.filter((other) => other !== thing); };
  const gone = (seen) => assert.ok(seen.threw && seen.error instanceof Error, `use after free: ${tell(seen)}`);
  const right = (wanted) => (thing.freed ? gone : gave(wanted));
  const uses = {
    number: () => model.use(thing, () => object.number(), STALE_OBJECT, right(thing.number)),
    bump: () => model.use(thing, () => object.bump(0), STALE_OBJECT, (seen) => {
      if (thing.freed) return gone(seen);
      thing.number += 1;
      return gave(thing.number)(seen);
    }),
    thing_ref: () => model.use(thing, () => pkg.thing_ref(0, object), STALE_OBJECT, right(thing.number)),
    finish: () => {
      model.use(thing, () => object.finish(0), STALE_OBJECT, right(thing.number));
      if (model.alive && thing.generation === model.generation) drop();
    },
    panic: () => model.use(thing, () => object.bump(1), STALE_OBJECT, (seen) => {
      if (thing.freed) return gone(seen);
      thing.number += 1;
      return failed(model, PANICS[0])(seen);
    }),
    free: () => {
      // Whether `free` replaces an instance that is due is left open.
      if (model.due) return;
      const here = model.alive && thing.generation === model.generation;
      const seen = attempt(() => object.free());
      if (thing.freed && here) gone(seen);
      else assert.ok(!seen.threw, tell(seen));
      thing.freed = true;
    },
    forget: drop,
  };
  const name = random.weighted([[4, 'number'], [4, 'bump'], [3, 'thing_ref'], [2, 'finish'], [2, 'panic'], [2, 'free'], [1, 'forget']]);
  uses[name]();
  return `${name} of ${thing.number}${thing.freed ? ', freed' : ''}, generation ${thing.generation}`;
}

function useClosure(model) {
  const { random } = model;
  if (model.closures.length === 0) return make(model);
  const closure = random.pick(model.closures);
  if (random.chance(20)) {
    model.closures = model.closures.filter((other) => other !== closure);
    return 'forget';
  }
  model.use(closure, () => closure.f(7), STALE_CLOSURE, gave(closure.by + 7));
  return `closure ${closure.by}, generation ${closure.generation}`;
}

function faultInClosure(model) {
  const { pkg, random, host } = model;
  const kind = random.pick(['closure', 'closure_mut', 'closure_once', 'lent']);
  const way = anyWay(model, false);
  if (kind === 'lent') {
    host.act = way.act?.(host) ?? host.act;
    model.call(() => pkg.lent(way.code), failed(model, way));
    return `lent: ${way.name}`;
  }
  model.call(() => pkg[kind](), ({ threw, value: f }) => {
    assert.ok(!threw);
    host.act = way.act?.(host) ?? host.act;
    model.use({ generation: model.generation }, () => f(way.code), STALE_CLOSURE, failed(model, way));
  });
  return `${kind}: ${way.name}`;
}

/** A promise that waits for JavaScript. */
function wait(model) {
  const { pkg } = model;
  if (model.waits.length > 8) return answer(model);
  const state = { pending: true };
  let resolve;
  const promise = new Promise((done) => { resolve = done; });
  model.call(() => pkg.wait(promise), ({ threw, value }) => {
    assert.ok(!threw);
    watch(value, state);
    model.waits.push({ state, resolve });
  });
  return turns(1).then(() => `${model.waits.length} waiting`);
}

function answer(model) {
  const open = model.waits.filter((wait) => !wait.over);
  // A reaction enters the guest; whether it does before or after a replacement that is due is left open.
  if (open.length === 0 || model.due) return 'nothing to answer';
  const chosen = model.random.pick(open);
  const value = { answer: model.random.below(1000) };
  chosen.resolve(value);
  chosen.over = { value };
  return 'answer';
}

function watch(promise, state) {
  promise.then(
    (value) => Object.assign(state, { pending: false, threw: false, value }),
    (error) => Object.assign(state, { pending: false, threw: true, error }),
  );
}

async function asyncCall(model) {
  const { pkg, random, host } = model;
  const way = random.chance(50) ? WAYS[0] : anyWay(model, true);
  const text = random.text();
  const errs = way.kind === 'err';
  const f = errs ? () => pkg.after_or(way.code, text) : random.pick([() => pkg.before(way.code, text), () => pkg.after(way.code, text)]);
  const open = model.enter();
  host.act = way.act?.(host) ?? host.act;
  const seen = { pending: true };
  const started = attempt(f);
  if (started.threw) Object.assign(seen, started, { pending: false });
  else watch(started.value, seen);
  await turns(4);
  assert.ok(!seen.pending, `an async call hangs: ${way.name}`);
  if (!open) {
    model.isRefusal(seen);
  } else if (way.kind === 'none') {
    gave(`${text}!`)(seen);
  } else if (way.kind === 'trap' || (way.kind === 'panic' && !model.unwinds)) {
    const heard = host.uncaught.splice(0);
    assert.ok(heard.length <= 1, heard.map((error) => show(error)).join('; '));
    assert.ok(seen.threw, tell(seen));
    const first = heard[0] ?? (seen.error?.message === 'Module terminated' ? seen.error.cause : seen.error);
    assert.ok(seen.error === first || seen.error.cause === first, `the promise rejects with ${show(seen.error)}`);
    failed(model, way)({ threw: true, error: first });
  } else {
    failed(model, way)(seen);
  }
  return way.name;
}

/** Calls from inside of calls. */
function reenter(model) {
  const { pkg, random, host } = model;
  const text = random.text();
  const notes = [];
  const inner = random.pick(['greet', 'count', 'reset', 'schedule', 'object']);
  host.act = () => {
    notes.push(inner);
    if (inner === 'greet') assert.equal(pkg.greet(text), `hello ${text}`);
    else if (inner === 'count') assert.equal(pkg.count(), (model.count += 1));
    else if (inner === 'object') {
      const thing = new pkg.Thing(0, 1);
      assert.equal(thing.bump(0), 2);
      thing.free();
    } else if (inner === 'reset' && pkg.__wbg_reset_state) {
      const seen = attempt(() => pkg.__wbg_reset_state());
      assert.match(String(seen.error?.message), /while its code is running/);
    } else if (inner === 'schedule' && pkg.reinit_soon) {
      assert.equal(pkg.reinit_soon(text), `${text}!`);
      model.due = true;
      // Not before the outermost call has returned.
      assert.equal(pkg.count(), (model.count += 1));
    }
  };
  model.call(() => pkg.level(text, {}), (seen) => {
    gave(`${text}1`)(seen);
    assert.deepEqual(notes, [inner]);
    assert.ok(host.notes.includes('Rust goes on'));
  });
  return inner;
}

function replace(model) {
  const { pkg, random } = model;
  if (pkg.__wbg_reset_state && random.chance(60)) {
    model.stats.calls += 1;
    assert.equal(pkg.__wbg_reset_state(), undefined);
    model.replaced();
    return 'reset';
  }
  if (!pkg.reinit_soon) return setHook(model);
  model.call(() => pkg.reinit_soon('soon'), gave('soon!'));
  model.due = true;
  return 'scheduled';
}

function setHook(model) {
  model.call(() => model.pkg.set_hook(), gave(undefined));
  if (model.alive) model.hooked = true;
  return 'hook';
}

async function collect(model) {
  globalThis.gc();
  await turns(1);
  model.stats.collections += 1;
  return 'collect';
}

const STEPS = [
  [30, plainCall], [6, misuse], [14, faultInFunction], [8, make], [16, useThing], [8, useClosure], [6, faultInClosure],
  [4, wait], [3, answer], [4, asyncCall], [4, reenter], [3, replace], [2, setHook], [1, collect],
];

/** Does one step; `log` gets what it does before it does it, and afterwards the whole. */
export async function step(model, log) {
  if (!model.alive && !model.replaces && model.random.chance(15)) {
    log('reload');
    await model.reload();
    return;
  }
  const next = model.random.weighted(STEPS);
  log(next.name);
  log(`${next.name}: ${await next(model)}`);
  await model.settle();
}
