import assert from 'node:assert/strict';
import { isPanic, rejected, thrown } from './support.mjs';

export default async function ({ pkg, see, unwind }) {
  assert.equal(see('before', await pkg.before(false)), 1);
  assert.equal(await pkg.after(false), 2);
  assert.equal(await pkg.fallible(Promise.resolve('v'), false), 'v');
  assert.equal(await rejected(pkg.fallible(Promise.reject('no'), false)), 'no');
  const worker = new pkg.Worker();
  assert.equal(await worker.work(false), 1);
  await new Promise((done) => pkg.spawn_ok(done));
  assert.ok(pkg.take_drops() > 0);
  if (!unwind) return;

  const check = async (start, message, drops) => {
    pkg.take_drops();
    const error = await rejected(start());
    isPanic(error, message);
    assert.equal(pkg.take_drops(), drops, `destructors of ${message}`);
    assert.equal(pkg.healthy(1), 2);
    see(message, [error.name, error.message]);
  };
  await check(() => pkg.before(true), 'before await', 1);
  await check(() => pkg.after(true), 'after await', 1);
  await check(() => pkg.fallible(Promise.resolve(1), true), 'fallible', 1);
  await check(() => worker.work(true), 'work panic', 1);
  assert.equal(await worker.work(false), 2, 'the object still works');
  assert.equal(worker.done(), 2);
  await check(() => worker.finish(true), 'finish panic', 1);
  see('consumed', thrown(() => worker.done()));
  assert.equal(await new pkg.Worker().finish(false), 0);

  // A failing call beside healthy ones disturbs none of them.
  const results = await Promise.allSettled([pkg.after(false), pkg.after(true), pkg.before(true), pkg.after(false), pkg.before(false)]);
  assert.deepEqual(see('settled', results.map((r) => r.value ?? r.reason.message)), [2, 'after await', 'before await', 2, 1]);
  assert.equal(await pkg.after(false), 2);
}
