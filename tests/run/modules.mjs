import assert from 'node:assert/strict';
import { readFileSync } from 'node:fs';
import path from 'node:path';

// Imports from modules cannot be written for a classic script.
export const targets = ['nodejs', 'web', 'bundler', 'experimental-nodejs-module', 'deno', 'module'];

/** Targets whose loading leaves the package's own manifest alone. */
const OWN_MANIFEST = ['experimental-nodejs-module', 'deno'];

export default async function ({ pkg, see, target, dir }) {
  assert.equal(see('base', pkg.base('/a/b/naïve.txt')), 'naïve.txt');
  assert.equal(pkg.joined('a', '../b'), 'b');
  assert.equal(pkg.separator(), path.sep);
  assert.equal(pkg.listeners(), 0);
  assert.equal(pkg.same({ a: [1] }, { a: [1] }), true);
  assert.equal(pkg.same({ a: [1] }, { a: [2] }), false);
  assert.equal(see('raw', pkg.escaped('a b&é')), 'a%20b%26%C3%A9');
  if (OWN_MANIFEST.includes(target)) {
    const manifest = JSON.parse(readFileSync(path.join(dir, 'package.json'), 'utf8'));
    assert.deepEqual(see('packages', Object.entries(manifest.dependencies)), [['@scope/name', '1 - 2'], ['left-pad', '^1.3.0']]);
    assert.equal(manifest.type, target === 'deno' ? undefined : 'module');
  }
}
