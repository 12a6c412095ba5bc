import assert from 'node:assert/strict';
import { isPanic, panics, show, thrown } from './support.mjs';

export const setup = () => {
  // Rust's panic hook is the default one; it has nowhere to print to.
  globalThis.panicHost = {
    lend: (f) => {
      try {
        return f(5);
      } catch (error) {
        globalThis.panicHost.caught = error;
        return 99;
      }
    },
    lendCaught: (f) => f(5),
  };
};

export default async function ({ pkg, see, gc, unwind, tool }) {
  const { Machine } = pkg;
  // Without failure everything works, in every flavour.
  assert.equal(see('plain', pkg.plain(false)), 1);
  assert.equal(pkg.formatted(3), 'ok 3');
  assert.equal(pkg.indexing([5, 6], 1), 6);
  assert.equal(pkg.unwrapping('12'), 12);
  assert.equal(pkg.owned_args('ab', [1n], 0.5), 3);
  assert.equal(pkg.borrowed_value(1), 7);
  assert.equal(pkg.owned_value(1), 7);
  assert.equal(pkg.in_result(2), '2');
  assert.equal(thrown(() => pkg.in_result(1)), 'plain error');
  const slice = Int32Array.of(0);
  pkg.mut_slice(slice);
  assert.equal(slice[0], 1);
  assert.equal(pkg.closure()(3), 3);
  assert.equal(pkg.closure_mut()(false), 1);
  assert.equal(pkg.closure_once()(false), undefined);
  assert.equal(pkg.lent(false), 5);
  assert.equal(pkg.lent_caught(false), 'ok 5');
  assert.equal(pkg.nested(() => pkg.plain(false)), 1);
  const healthy = new Machine(0);
  assert.deepEqual([healthy.run(), healthy.peek(false), healthy.level], [1, 1, 1]);
  healthy.level = 7;
  assert.equal(healthy.finish(false), 7);
  assert.ok(pkg.take_drops() > 0);
  if (!unwind) return;

  /** Asserts a panic that ran `drops` destructors and left the instance usable. */
  const check = (f, message, drops) => {
    pkg.take_drops();
    const error = thrown(f);
    isPanic(error, message);
    assert.equal(pkg.take_drops(), drops, `destructors of ${message}`);
    assert.equal(pkg.healthy(1), 2);
    see(message, [error.name, error.message]);
  };
  check(() => pkg.plain(true), 'plain panic', 1);
  check(() => pkg.formatted(11), '11 is too big', 1);
  check(() => pkg.indexing([1], 5), 'index out of bounds: the len is 1 but the index is 5', 1);
  check(() => pkg.unwrapping('x'), 'called `Result::unwrap()` on an `Err` value: ParseIntError { kind: InvalidDigit }', 1);
  check(() => pkg.owned_args('né', [1n, 2n], undefined), 'owned né 2', 1);
  const words = Int32Array.of(5, 6);
  check(() => pkg.mut_slice(words), 'slice panic', 1);
  see('slice after the panic', words);
  check(() => pkg.borrowed_value('s'), 'borrowed value', 1);
  check(() => pkg.owned_value('s'), 'owned value', 1);
  check(() => pkg.in_result(0), 'in result', 1);
  see('value payload', thrown(() => pkg.value_payload()));
  see('odd payload', thrown(() => pkg.odd_payload()).name);
  assert.equal(pkg.healthy(1), 2);

  check(() => new Machine(101), 'constructor panic', 1);
  check(() => Machine.make(true), 'static panic', 0);
  const machine = new Machine(1);
  assert.equal(machine.run(), 2);
  check(() => machine.run(), 'third run', 1);
  assert.equal(machine.peek(false), 3, 'the borrow was released');
  check(() => machine.peek(true), 'peek panic', 1);
  assert.equal(machine.run(), 4);
  check(() => { machine.level = 13; }, 'setter panic', 1);
  machine.level = 42;
  check(() => machine.level, 'getter panic', 0);
  machine.level = 0;
  assert.equal(machine.level, 0);
  const other = new Machine(1);
  assert.equal(machine.pair(other), 2);
  check(() => machine.pair(other), 'pair panic', 0);
  assert.equal(other.run(), 4, 'both borrows were released');
  assert.equal(machine.run(), 1);
  check(() => machine.finish(true), 'finish panic', 1);
  see('consumed', thrown(() => machine.peek(false)));
  pkg.take_drops();
  other.free();
  assert.equal(pkg.take_drops(), 1);

  const closure = pkg.closure();
  check(() => closure(0), 'closure panic', 1);
  assert.equal(closure(4), 4, 'the closure survives');
  const closureMut = pkg.closure_mut();
  check(() => closureMut(true), 'closure mut panic', 1);
  assert.equal(closureMut(false), 2);
  const once = pkg.closure_once();
  const onceError = thrown(() => once(true));
  isPanic(onceError, 'once panic');
  see('once again', thrown(() => once(false)));

  assert.equal(pkg.lent(true), 99);
  isPanic(globalThis.panicHost.caught, 'lent panic');
  assert.equal(see('lent_caught', pkg.lent_caught(true)), 'PanicError inner panic');

  // JS -> wasm -> JS -> wasm.
  pkg.take_drops();
  const through = thrown(() => pkg.nested(() => pkg.plain(true)));
  isPanic(through, 'plain panic');
  assert.equal(pkg.take_drops(), 2, 'both levels ran their destructors');
  const caught = pkg.nested(() => {
    panics(() => pkg.plain(true), 'plain panic');
    return 'recovered';
  });
  assert.equal(caught, 'recovered');
  let deep = null;
  const dig = (n) => pkg.nested(() => (n === 0 ? pkg.formatted(20) : dig(n - 1)));
  try {
    dig(5);
  } catch (error) {
    deep = error;
  }
  isPanic(deep, '20 is too big');
  assert.equal(pkg.take_drops(), 9);

  // Many panics wear nothing out.
  const text = 'x'.repeat(1000);
  for (let i = 0; i < 500; i++) {
    panics(() => pkg.owned_args(text, [1n], undefined), `owned ${text} 1`);
    panics(() => pkg.in_result(0), 'in result');
  }
  if (tool === 'ours') {
    // Upstream runs out of borrow slots after about a thousand.
    for (let i = 0; i < 3000; i++) panics(() => pkg.borrowed_value('s'), 'borrowed value');
  }
  assert.equal(pkg.healthy(1), 2, show(pkg.take_drops()));
  await gc();
}
