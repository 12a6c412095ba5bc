import assert from 'node:assert/strict';
import path from 'node:path';

// Imports from modules cannot be written for a classic script.
export const targets = ['nodejs', 'web', 'bundler', 'experimental-nodejs-module', 'deno', 'module'];

export default async function ({ pkg, see }) {
  assert.equal(see('base', pkg.base('/a/b/naïve.txt')), 'naïve.txt');
  assert.equal(pkg.joined('a', '../b'), 'b');
  assert.equal(pkg.separator(), path.sep);
  assert.equal(pkg.listeners(), 0);
  assert.equal(pkg.same({ a: [1] }, { a: [1] }), true);
  assert.equal(pkg.same({ a: [1] }, { a: [2] }), false);
}
