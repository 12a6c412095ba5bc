// What the worker of `tests/real/edge` is asked, and what it has to answer, whatever happened before.
import assert from 'node:assert/strict';

const SECONDS = 10;

/** Tries a running worker. */
export async function scenario({ base, unwind, see }) {
  const get = async (path, init) => {
    const response = await fetch(`${base}${path}`, { ...init, signal: AbortSignal.timeout(SECONDS * 1000) });
    return [response.status, await response.text()];
  };
  const status = async (path) => (await get(path))[0];
  const number = async () => Number((await get('/requests'))[1]);

  assert.deepEqual(await get('/echo', { method: 'POST', body: 'héllo' }), [200, 'POST héllo']);
  assert.equal(await status('/nowhere'), 404);
  assert.equal(await status('/error'), 500);
  assert.equal(await number(), 4);
  assert.deepEqual(await get('/tally/add'), [200, '1 in memory, 1 stored']);
  assert.deepEqual(await get('/tally/add'), [200, '2 in memory, 2 stored']);

  // A panic costs its own request. What the instance holds stays where panics unwind.
  const before = await number();
  for (let i = 0; i < 5; i++) assert.equal(await status('/panic'), 500);
  const after = await number();
  see('requests after panics', after - before);
  assert.equal(after, unwind ? before + 6 : 1);
  assert.deepEqual(await get('/tally/get'), [200, unwind ? '2 in memory, 2 stored' : '0 in memory, 2 stored']);
  assert.equal(await status('/tally/panic'), 500);
  const [, kept] = await get('/tally/add');
  see('object after its panic', kept);
  assert.equal(kept, unwind ? '3 in memory, 3 stored' : '1 in memory, 3 stored');

  // A trap ends the instance: the next request has a fresh one, the object starts anew from its storage.
  assert.equal(await status('/trap'), 500);
  assert.equal(await number(), 1, 'a fresh instance');
  assert.deepEqual(await get('/tally/add'), [200, '1 in memory, 4 stored']);
  assert.equal(await status('/tally/trap'), 500);
  assert.deepEqual(await get('/tally/add'), [200, '1 in memory, 5 stored']);
  // Strings are lowered into the fresh instance, not into the dead one.
  assert.equal(await status('/trap'), 500);
  assert.deepEqual(await get('/echo', { method: 'POST', body: 'naïve 🦀'.repeat(100) }), [200, `POST ${'naïve 🦀'.repeat(100)}`]);

  // Requests that wait when another one traps end too, at once or with their answer.
  const started = Date.now();
  const waiting = Array.from({ length: 4 }, () => status('/slow'));
  await new Promise((done) => setTimeout(done, 50));
  assert.equal(await status('/trap'), 500);
  const ends = await Promise.all(waiting);
  assert.ok(Date.now() - started < 5000, 'nobody hangs');
  assert.ok(ends.every((end) => end === 200 || end === 500), `ends ${ends}`);
  see('waiting requests', ends);
  assert.deepEqual(await get('/slow'), [200, 'slow']);
  assert.deepEqual(await get('/echo', { method: 'POST', body: 'bye' }), [200, 'POST bye']);
  see('done', 'all answered');
}
