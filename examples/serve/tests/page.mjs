// Does what the page of the example does: loads glue and snippets from the server, and starts the guest with the wasm from there.
//
//   node page.mjs ADDRESS FOLDER
import assert from 'node:assert/strict';
import { mkdirSync, writeFileSync } from 'node:fs';
import { dirname, join } from 'node:path';
import { pathToFileURL } from 'node:url';

const [address, folder] = process.argv.slice(2);

/** Text at a path of the server, with the type that browsers insist on. */
async function text(path, type) {
  const response = await fetch(new URL(path, address));
  assert.equal(response.status, 200, path);
  assert.equal(response.headers.get('content-type'), type, path);
  return response.text();
}

/** Copies a module and what it imports to where Node can import it. */
async function mirror(path) {
  const source = await text(path, 'text/javascript');
  const file = join(folder, path);
  mkdirSync(dirname(file), { recursive: true });
  writeFileSync(file, source);
  for (const [, specifier] of source.matchAll(/^import .* from ['"](\.[^'"]+)['"];$/gm)) {
    await mirror(new URL(specifier, new URL(path, address)).pathname);
  }
  return file;
}

const page = await text('/', 'text/html');
assert.match(page, /import init from "\/api\/wasm\.js"/);
assert.equal((await fetch(new URL('/nothing', address))).status, 404);
writeFileSync(join(folder, 'package.json'), '{ "type": "module" }');
const guest = await import(pathToFileURL(await mirror('/api/wasm.js')));
await guest.default({ module_or_path: new URL('/api/wasm.wasm', address) });
assert.equal(guest.scaled(2, 3.5), 7);
assert.equal(guest.greeting('né'), 'hi né');
assert.equal(guest.inline('x'), '[x]');
console.log('the guest runs');
