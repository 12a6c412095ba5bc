// Stacks that wait: several at once and in any order of ending, rejections, panics, the end of the instance, and spawned tasks.
import assert from 'node:assert/strict';
import { isPanic, rejected } from './support.mjs';

export const flavours = ['abort', 'unwind-legacy', 'unwind-exnref'];
const FORCE = '--force-enable-abort-handler';
export const flags = [{ add: [] }, { add: [FORCE], flavours: ['abort'], targets: ['nodejs', 'web'] }];

const waiting = new Map();
const notes = [];
let reenter = () => 0;

export function setup() {
  globalThis.jspiHost = {
    wait: (name) => {
      if (name === 'at once') return 'no promise';
      if (name === 'throw') throw new Error('thrown, not rejected');
      return new Promise((resolve, reject) => waiting.set(name, { resolve, reject }));
    },
    note: (text) => notes.push(text),
    reenter: () => reenter(),
  };
}

const turn = () => new Promise((done) => setTimeout(done, 0));
const resolve = (name, value) => waiting.get(name).resolve(value);
const reject = (name, reason) => waiting.get(name).reject(reason);

export default async function (context) {
  const { pkg, see } = context;
  if (typeof WebAssembly.promising !== 'function') return without(context);
  const at = pkg.stack_address();
  // In guests with the older exceptions, upstream's output takes a rejection for the end of the instance.
  const apart = context.flavour === 'unwind-legacy';
  const mistaken = apart && context.tool === 'oracle';
  const alone = apart ? { ...context, see: (_, value) => value } : context;
  await overlapping(context);
  await nesting(context);
  for (const part of mistaken ? [] : [rejections, tasks, objects]) {
    await part(alone);
    await turn();
    // Upstream's output leaves something behind where the guest does not unwind.
    if (context.tool === 'ours') assert.equal(pkg.stack_address(), at, `the stack after ${part.name}`);
  }
  assert.equal(pkg.running(), 0);
  see('plain', pkg.plain(2, 'still '));
  if (context.unwind && !mistaken) {
    await unwinding(alone);
    if (context.tool === 'ours') assert.equal(pkg.stack_address(), at, 'the stack after panics');
  }
  if (context.unwind || context.flags.includes(FORCE)) await ending(context);
}

/** An engine without stack switching loads the package and runs all that does not need it. */
async function without({ pkg, see }) {
  assert.equal(see('plain', pkg.plain(1, 'x')), 'x300');
  const error = await rejected(pkg.hold(1, 1, 'nobody', 'x'));
  assert.equal(see('refused', error.message), 'this engine cannot make wasm wait for a promise (JSPI)');
}

async function overlapping({ pkg, see, tool }) {
  const names = ['a', 'b', 'c', 'd'];
  const held = names.map((name, i) => pkg.hold(i + 1, i * 3, name, { toString: () => name, [name]: i }));
  assert.equal(see('running', pkg.running()), 4);
  assert.equal(pkg.plain(9, 'meanwhile '), 'meanwhile 2700');
  // Out of order; one of them later than what comes after it.
  resolve('c', 'third');
  await held[2];
  assert.equal(pkg.running(), 3);
  resolve('a', 'first');
  resolve('d', 'fourth');
  const late = pkg.hold(7, 9, 'late', 'text');
  resolve('late', 'fifth');
  await turn();
  assert.equal(pkg.plain(8, ''), '2400');
  resolve('b', 'second');
  for (const [i, text] of ['first', 'second', 'third', 'fourth'].entries()) {
    assert.equal(await held[i], `${names[i]} ${text} JsValue(Object({"${names[i]}":${i}}))`);
  }
  assert.equal(see('late', await late), 'late fifth text');
  assert.equal(see('without waiting', await pkg.hold(1, 2, 'at once', 'y')), 'at once no promise y');
  // Nothing is left on the stack: as many as would fill it many times over.
  for (let i = 0; i < 3000; i++) {
    const one = pkg.hold(i % 256, 3, 'again', 'z');
    resolve('again', 'v');
    await one;
  }
  // And those that wait do not pile up on it, as they do in upstream's output.
  if (tool !== 'ours') return;
  const many = Array.from({ length: 2000 }, (_, i) => pkg.hold(i % 256, 6, `m${i}`, 'z'));
  assert.equal(pkg.plain(1, ''), '300');
  many.forEach((_, i) => resolve(`m${i}`, i.toString()));
  assert.equal((await Promise.all(many))[1234], 'm1234 1234 z');
  assert.equal(pkg.running(), 0);
}

async function rejections({ pkg, see }) {
  const both = pkg.attempts('one', 'two');
  reject('one', 'no');
  await turn();
  resolve('two', 'yes');
  assert.equal(see('attempts', await both), 'refused no, got yes');
  // Two that wait twice, by turns.
  const turns = [pkg.attempts('a1', 'a2'), pkg.attempts('b1', 'b2')];
  for (const name of ['a1', 'b1', 'a2', 'b2']) {
    resolve(name, name.repeat(20));
    await turn();
    pkg.plain(255, name);
  }
  for (const [i, name] of ['a', 'b'].entries()) {
    const [one, two] = [`${name}1`.repeat(20), `${name}2`.repeat(20)];
    assert.equal(see('by turns', await turns[i]), `got ${one}, got ${two}`);
  }
  const failing = pkg.attempts('one', 'two');
  resolve('one', 'yes');
  await turn();
  const reason = new Error('the reason');
  reject('two', reason);
  assert.equal(await rejected(failing), reason);
  const thrown = await rejected(pkg.attempts('at once', 'throw'));
  assert.equal(see('thrown', thrown.message), 'thrown, not rejected');

  for (let i = 0; i < 2000; i++) {
    const unexpected = pkg.unexpected('u');
    reject('u', reason);
    assert.equal(await rejected(unexpected), reason, 'the very reason');
  }
  const fine = pkg.unexpected('u');
  resolve('u');
  assert.equal(await fine, 7);
  assert.equal(await pkg.block_on(Promise.resolve(5)), 5);
  assert.equal(await rejected(pkg.block_on(Promise.reject(reason))), reason);
  assert.throws(() => pkg.outside('nobody'), (error) => see('outside', error.constructor.name) && true);
}

async function nesting({ pkg, see }) {
  let inner;
  reenter = () => {
    if (inner === undefined) {
      inner = pkg.hold(3, 4, 'inner', 'q');
      return 4;
    }
    assert.equal(pkg.plain(5, ''), '1500');
    return 2;
  };
  const outer = pkg.around('outer');
  resolve('outer');
  assert.equal(see('around', await outer), 402);
  resolve('inner', 'i');
  assert.equal(see('inner', await inner), 'inner i q');
  reenter = () => 0;
}

async function tasks({ pkg, see }) {
  notes.length = 0;
  assert.equal(await pkg.spawns('task'), 1);
  await turn();
  assert.deepEqual(notes, ['spawned']);
  reject('task', 'x');
  await turn();
  assert.deepEqual(see('notes', notes.splice(0)), ['spawned', 'task false']);
  const mixed = pkg.mixed('mixed');
  assert.ok(mixed instanceof Promise);
  await turn();
  resolve('mixed', 'both');
  assert.equal(see('mixed', await mixed), 'both');
}

async function objects({ pkg, see }) {
  const keeper = new pkg.Keeper(41);
  const [one, two] = [keeper.later('k1'), keeper.later('k2')];
  resolve('k2');
  assert.equal(await two, 41);
  const busy = await rejected(keeper.change('k3'));
  assert.match(see('busy', busy.message), /recursive use of an object/);
  resolve('k1');
  assert.equal(await one, 41);
  const change = keeper.change('k3');
  resolve('k3');
  await change;
  const last = keeper.later('k4');
  resolve('k4');
  assert.equal(see('changed', await last), 42);
  keeper.free();
}

async function unwinding({ pkg, see }) {
  const before = pkg.drops();
  for (let i = 0; i < 2000; i++) isPanic(await rejected(pkg.panics(undefined)), 'over');
  const other = pkg.hold(6, 5, 'other', 'o');
  for (let i = 0; i < 2000; i++) {
    const panic = pkg.panics('p');
    resolve('p');
    isPanic(await rejected(panic), 'over');
  }
  assert.equal(see('drops', pkg.drops() - before), 4000);
  resolve('other', 'kept');
  assert.equal(see('beside panics', await other), 'other kept o');
}

/** The one that brings the end rejects with it, the others with a refusal; none of them goes on. */
async function ending({ pkg, tool }) {
  if (tool !== 'ours') return;
  const other = pkg.hold(1, 1, 'other', 'o');
  const last = pkg.traps('last');
  resolve('last');
  const first = await rejected(last);
  assert.ok(first instanceof WebAssembly.RuntimeError);
  const refused = await rejected(other);
  assert.equal(refused.message, 'Module terminated');
  assert.equal(refused.cause, first);
  resolve('other', 'too late');
  await turn();
  assert.equal((await rejected(pkg.hold(1, 1, 'new', 'o'))).cause, first);
  assert.throws(() => pkg.plain(1, ''), { message: 'Module terminated', cause: first });
}
