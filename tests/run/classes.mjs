import assert from 'node:assert/strict';
import { thrown } from './support.mjs';

export default async function ({ pkg, see, debug }) {
  const { Counter, Ticket, Even, Renamed, Empty, Settings } = pkg;
  const c = new Counter(5);
  assert.ok(c instanceof Counter);
  assert.equal(Counter.name, 'Counter');
  assert.equal(pkg.alive(), 1);
  assert.equal(typeof c.__wbg_ptr, 'number');
  assert.ok(c.__wbg_ptr > 0);
  assert.equal(c.get(), 5);
  assert.equal(c.add(-2), 3);
  assert.equal(c.addTwice(10), undefined);
  assert.equal(c.get(), 23);
  assert.equal(c.label, '');
  c.label = 'naïve 🦀';
  assert.equal(c.label, 'naïve 🦀');
  assert.equal(c.isZero, false);
  c.forced = 0;
  assert.equal(c.isZero, true);
  assert.equal(c.forced, undefined, 'a setter without getter');
  assert.equal(c.optional, undefined);
  c.optional = 4;
  assert.equal(c.optional, 4);
  c.optional = null;
  assert.equal(c.optional, undefined);
  assert.equal(c.describe('<'), '<0');
  assert.equal(c.describe('<', '>'), '<0>');
  assert.equal(c.checked_add(2147483647), 2147483647);
  assert.equal(see('overflow', thrown(() => c.checked_add(1))).message, 'overflow');
  assert.equal(c.get(), 2147483647, 'usable after the error');

  const zero = Counter.zero();
  assert.ok(zero instanceof Counter);
  assert.equal(pkg.alive(), 2);
  assert.equal(Counter.maxOf(c, zero), 2147483647);
  assert.equal(Counter.maxOf(zero, zero), 0, 'one object lent twice');

  assert.equal(zero.finish(), 0);
  assert.equal(pkg.alive(), 1);
  assert.equal(zero.__wbg_ptr, 0);
  see('moved', thrown(() => zero.get()));
  see('moved twice', thrown(() => zero.finish()));
  assert.equal(c.free(), undefined);
  assert.equal(pkg.alive(), 0);
  see('freed', thrown(() => c.get()));
  see('freed twice', thrown(() => c.free()));

  const t = Ticket.issue(7);
  assert.ok(t instanceof Ticket);
  assert.equal(t.number(), 7);
  assert.equal(Ticket.try(3).number(), 3);
  assert.equal(thrown(() => Ticket.try(0)).message, 'no ticket zero');
  assert.equal(Ticket.maybe(0), undefined);
  assert.equal(Ticket.maybe(9).number(), 9);
  t.free();
  // Only `--debug` gives a class without a constructor one, which throws, and the raw exports a name.
  const made = (() => { try { return new Ticket(); } catch (error) { return error; } })();
  assert.equal(see('new of a class without constructor', made instanceof Error), debug);
  assert.equal(see('raw exports', typeof pkg.__wasm?.memory), debug ? 'object' : 'undefined');

  assert.equal(new Even(8).half(), 4);
  assert.equal(see('odd', thrown(() => new Even(3))), 'odd');

  const r = new Renamed(3);
  assert.equal(Renamed.name, 'Renamed');
  assert.equal(r.square(), 9);
  assert.equal(r.toString(), 'Renamed(3)');
  assert.equal(r.delete(), -3);
  assert.equal(+r, 3);
  assert.equal('Original' in pkg, false);

  const e = new Empty();
  assert.equal(e.answer(), 42);
  e.free();

  assert.equal(Settings.version, 3);
  Settings.level = 17;
  assert.equal(Settings.level, 17);
  Settings.level = 0;

  see('methods', Object.getOwnPropertyNames(Counter.prototype).filter((n) => !n.startsWith('__')).sort());
  see('statics', Object.getOwnPropertyNames(Counter).filter((n) => !n.startsWith('__')).sort());
  see('not a counter', thrown(() => Counter.maxOf({}, {})));
  see('wrong class', thrown(() => Counter.maxOf(t, t)));
  see('without new', thrown(() => Counter(1)).constructor.name);

  // A subclass made in JS.
  class Louder extends Counter {
    get() {
      return super.get() * 100;
    }
  }
  const louder = new Louder(2);
  assert.equal(louder.get(), 200);
  assert.ok(louder instanceof Counter && louder instanceof Louder);
  assert.equal(louder.add(1), 3);
  louder.free();
  assert.equal(pkg.alive(), 0);
}
