// `link_to!` of files that are not part of the crate: their URLs are relative to the package.
import assert from 'node:assert/strict';
import { pathToFileURL } from 'node:url';

// Bundlers look for the files while they bundle, and a classic script knows its place in a document only.
export const targets = ['nodejs', 'web', 'experimental-nodejs-module', 'deno', 'module'];
// There is no text to embed.
export const flags = [{ add: ['--split-linked-modules'] }];

export default function ({ pkg, see, dir }) {
  const root = pathToFileURL(`${dir}/`);
  const place = (url) => (url.startsWith(root.href) ? url.slice(root.href.length) : url.slice(new URL('..', root).href.length));
  assert.equal(pkg.beside(), new URL('beside.js', root).href);
  assert.equal(pkg.above(), new URL('../shared/above.js?kind=worker', root).href);
  see('places', [place(pkg.beside()), place(pkg.above())]);
}
