import assert from 'node:assert/strict';
import { rejected, thrown } from './support.mjs';

const tick = () => new Promise((done) => setImmediate(done));
export const setup = () => {
  globalThis.futureHost = {
    later: (value) => tick().then(() => value),
    laterText: (value) => tick().then(() => `late ${value}`),
    laterFail: (fail) => tick().then(() => {
      if (fail) throw 'late failure';
      return 6;
    }),
    laterUnit: () => tick(),
  };
};

export default async function ({ pkg, see, unwind }) {
  const promise = pkg.ready(1);
  assert.ok(promise instanceof Promise);
  assert.equal(await promise, 2);
  assert.equal(await pkg.unit(), undefined);
  assert.equal(await pkg.text('é'), 'é?');
  assert.equal(await pkg.maybe(2.5), 5);
  assert.equal(await pkg.maybe(undefined), undefined);
  assert.equal(await pkg.big(2n ** 64n - 2n), 2n ** 64n - 1n);
  assert.deepEqual(see('bytes', await pkg.bytes(3)), Uint8Array.of(0, 1, 2));
  assert.equal(await pkg.fallible(false), 5);
  assert.equal(see('fallible', await rejected(pkg.fallible(true))), 'asked to fail');
  assert.equal(await pkg.js_error(false), undefined);
  assert.equal(see('js_error', await rejected(pkg.js_error(true))).message, 'a js error');

  const object = {};
  assert.equal(await pkg.await_promise(Promise.resolve(object)), object);
  const reason = new Error('rejected');
  assert.equal(await rejected(pkg.await_promise(Promise.reject(reason))), reason);
  assert.deepEqual(await pkg.await_all([Promise.resolve(1), tick().then(() => 2), Promise.resolve(3)]), [1, 2, 3]);
  assert.equal(await rejected(pkg.await_all([Promise.resolve(1), Promise.reject(reason)])), reason);
  assert.equal(await pkg.call_later(object), object);
  assert.equal(await pkg.call_later_text('é'), 'late é');
  assert.equal(see('ok', await pkg.call_later_fail(false)), 'ok JsValue(6)');
  assert.equal(see('err', await pkg.call_later_fail(true)), 'err Some("late failure")');
  assert.equal(await pkg.call_later_unit(), true);

  const names = [];
  await new Promise((done) => {
    const finished = (name) => {
      names.push(name);
      if (names.length === 2) done();
    };
    pkg.spawn('a', 2, finished);
    pkg.spawn('b', 1, finished);
  });
  assert.deepEqual(names, ['b', 'a']);
  assert.deepEqual(see('log', pkg.take_log()), ['spawned', 'spawned', 'a0', 'b0', 'a1']);

  assert.equal(await pkg.make_promise(4), 4);
  assert.equal(await rejected(pkg.make_promise(0)), 'zero');
  assert.equal(await pkg.yields(20), 20);
  assert.deepEqual(await Promise.all([pkg.yields(3), pkg.ready(1), pkg.yields(1)]), [3, 2, 1]);

  const session = await pkg.Session.open(3);
  assert.ok(session instanceof pkg.Session);
  assert.equal(session.count(), 3);
  assert.equal(await rejected(pkg.Session.open(0)), 'closed');
  if (!unwind) {
    const pending = session.bump(4);
    see('busy', thrown(() => session.count()));
    assert.equal(await pending, 7);
    assert.deepEqual(await Promise.all([session.read(), session.read()]), [7, 7]);
  }
  const count = session.count();
  assert.equal(await session.close(), count);
  see('closed', thrown(() => session.count()));
  assert.equal(await new pkg.Session().close(), 0);
}
