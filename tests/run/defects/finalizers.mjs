// Finalizers in a process of their own, where nothing else keeps the collector from its work:
//
//   node --expose-gc finalizers.mjs DIR STEM TARGET
//
// Fails unless every object that was given up has been finalized, and each failure of a destructor was reported.
import assert from 'node:assert/strict';
import { load } from '../load.mjs';

const [pkg, stem, target] = process.argv.slice(2);
const BOMBS = 5;
const ROUNDS = 200;

const notes = [];
const reported = [];
globalThis.defectHost = { act() {}, note: (text) => (notes.push(text), text), starting: () => '' };
const { error: report } = console;
console.error = (error) => reported.push(error);

const loaded = load({ pkg, stem, target });
try {
  const guest = await loaded.start();
  // In a frame of its own, so that none of them stays in a register of this one.
  const abandon = () => {
    for (let i = 0; i < BOMBS; i++) new guest.Bomb('panic');
  };
  abandon();
  // Engines finalize when they like; a round is a hundredth of a second at most.
  for (let round = 0; round < ROUNDS && reported.length < BOMBS; round++) {
    globalThis.gc();
    await new Promise((done) => setTimeout(done, 1 + (round % 10)));
  }
  assert.deepEqual(notes, Array(BOMBS).fill('drop'), 'every destructor ran');
  assert.deepEqual(reported.map((error) => `${error.name}: ${error.message}`), Array(BOMBS).fill('PanicError: a panic'));
  assert.equal(guest.healthy(1), 2);
  assert.equal(guest.greet('you'), 'hello you');
} finally {
  console.error = report;
  loaded.clean();
}
console.log(`${BOMBS} finalized`);
