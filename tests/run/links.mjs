import assert from 'node:assert/strict';

// A classic script has no place for linked files, and bundlers rewrite them.
export const targets = ['nodejs', 'web', 'experimental-nodejs-module', 'deno', 'module'];

/** Source text behind a URL that the module gave out. */
async function textOf(url) {
  if (url.startsWith('data:') || url.startsWith('blob:')) return (await fetch(url)).text();
  const { readFileSync } = await import('node:fs');
  return readFileSync(url.startsWith('file:') ? new URL(url) : url, 'utf8');
}

export default async function ({ pkg, see, flags }) {
  const worker = await textOf(pkg.worker_url());
  assert.match(worker, /linkedFile = 'worker é'/);
  const inline = await textOf(pkg.inline_url());
  assert.match(inline, /linked = 'yes'/);
  const kinds = [pkg.worker_url(), pkg.inline_url()].map((url) => url.slice(0, url.indexOf(':')));
  // Files of their own are found beside the package, wherever it lies.
  assert.equal(kinds.every((kind) => kind === 'file'), flags.includes('--split-linked-modules'), kinds.join());
  see('kinds', kinds);
}
