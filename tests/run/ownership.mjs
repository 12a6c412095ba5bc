import assert from 'node:assert/strict';
import { thrown } from './support.mjs';

const host = {};
export const setup = () => {
  globalThis.ownershipHost = host;
};

export default async function ({ pkg, see, gc, unwind, debug }) {
  const { Crate, Truck } = pkg;
  host.inspect = (item) => {
    host.kept = item;
    return item.weight() * 2;
  };
  host.produce = (weight) => new Crate('from js', weight);
  host.maybe_produce = (weight) => (weight ? new Crate('maybe js', weight) : undefined);
  const make = (name, weight = 1) => new Crate(name, weight);
  const dropped = () => pkg.take_dropped();

  make('free').free();
  assert.deepEqual(dropped(), ['free']);
  if (Symbol.dispose) {
    const item = make('dispose');
    item[Symbol.dispose]();
    assert.deepEqual(dropped(), ['dispose']);
    assert.equal(Crate.prototype[Symbol.dispose], Crate.prototype.free);
  }

  assert.equal(pkg.consume(make('consume', 4)), 4);
  assert.deepEqual(dropped(), ['consume']);
  assert.equal(pkg.consume_maybe(undefined), 0);
  assert.equal(pkg.consume_maybe(null), 0);
  assert.equal(pkg.consume_maybe(make('maybe', 3)), 3);
  assert.equal(pkg.consume_all([make('x', 1), make('y', 2)]), 3);
  assert.deepEqual(dropped(), ['maybe', 'x', 'y']);

  const a = make('a', 1);
  const b = make('b', 2);
  assert.equal(pkg.heavier(b, a), true);
  assert.equal(pkg.heavier(a, a), false, 'shared borrows of one object');
  a.absorb_ref(b);
  assert.equal(a.weight(), 3);
  a.swap(b);
  assert.deepEqual([a.weight(), b.weight()], [2, 3]);
  see('alias', thrown(() => a.swap(a)));
  assert.equal(a.weight(), 2, 'released after the aliasing error');
  see('alias shared', thrown(() => a.absorb_ref(a)));
  a.absorb(b);
  assert.equal(a.weight(), 5);
  assert.deepEqual(dropped(), ['b']);
  const moved = see('moved', thrown(() => b.weight())).message;
  assert.equal(moved === 'Attempt to use a moved value', debug, moved);
  see('moved argument', thrown(() => pkg.heavier(a, b)));

  const merged = pkg.merge(make('m'), a, make('n'));
  assert.equal(merged.name(), 'm+a+n');
  assert.equal(merged.weight(), 1 + 6 + 1);
  assert.deepEqual(dropped(), ['m']);
  merged.free();

  // Borrows while JS runs.
  assert.equal(a.lend(() => assert.equal(a.weight(), 6)), 6);
  let inside;
  a.lend(() => { inside = thrown(() => a.absorb(make('in'))); });
  see('exclusive while shared', inside);
  assert.equal(a.lend_mut(() => { inside = thrown(() => a.weight()); }), 7);
  see('shared while exclusive', inside);
  assert.equal(a.weight(), 7);
  a.free();
  dropped();

  const truck = new Truck(10);
  assert.equal(truck.is_empty, true);
  assert.equal(truck.load(make('one', 6)), 1);
  const heavy = make('two', 6);
  assert.equal(truck.fits(heavy), true);
  const back = thrown(() => truck.load(heavy));
  assert.ok(back instanceof Crate, 'the error is the object itself');
  assert.equal(back.name(), 'two');
  see('given back', thrown(() => heavy.name()));
  assert.equal(truck.load(make('three', 1)), 2);
  const top = truck.unload();
  assert.equal(top.name(), 'three');
  assert.deepEqual(truck.unload_all().map((c) => c.name()), ['one']);
  assert.equal(truck.unload(), undefined);
  assert.equal(truck.len(), 0);
  const other = top.into_truck(99);
  assert.ok(other instanceof Truck);
  assert.equal(other.len(), 1);
  see('consumed self', thrown(() => top.name()));
  other.free();
  truck.free();
  assert.deepEqual(dropped(), ['three']);

  assert.equal(pkg.maybe_crate(false), undefined);
  assert.equal(pkg.maybe_crate(true).name(), 'maybe');
  const value = pkg.as_value(make('value', 8));
  assert.ok(value instanceof Crate);
  assert.equal(value.weight(), 8);

  assert.equal(pkg.export_crate(21), 42);
  assert.ok(host.kept instanceof Crate);
  assert.equal(host.kept.name(), 'exported');
  host.kept.free();
  assert.equal(pkg.import_crate(13), 13);
  assert.equal(pkg.import_maybe(0), -1n);
  assert.equal(pkg.import_maybe(5), 5n);
  see('not a crate', thrown(() => pkg.consume({})));
  see('not a crate either', thrown(() => pkg.consume(null)));

  // What nobody frees is freed by the collector.
  await gc();
  dropped();
  (() => { for (let i = 0; i < 20; i++) make('lost'); })();
  await gc();
  const lost = dropped().filter((name) => name === 'lost').length;
  assert.ok(lost >= 15, `only ${lost} of 20 were finalized`);
  // What was freed by hand is not freed again.
  (() => { for (let i = 0; i < 20; i++) make('once').free(); })();
  await gc();
  assert.equal(dropped().filter((name) => name === 'once').length, 20);
  void unwind;
}
