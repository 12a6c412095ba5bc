import assert from 'node:assert/strict';
import path from 'node:path';

// `web` has a default export of its own, and a classic script has no modules.
export const targets = ['nodejs', 'bundler', 'experimental-nodejs-module', 'deno', 'module'];

export default async function ({ pkg, see }) {
  assert.equal(pkg.base('/a/b.txt'), 'b.txt');
  assert.equal(pkg.ext('/a/b.txt'), '.txt');
  assert.equal(pkg.basename, path.basename, 'the very function');
  assert.equal(pkg.lastPart, path.extname);
  assert.equal(see('default', pkg.default()), 11);
  assert.equal(see('folder', pkg.folder_of('/a/b.txt')), '/a');
  assert.equal(pkg.undeclared, path.dirname);
}
