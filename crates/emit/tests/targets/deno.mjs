// The ES module for Deno, in a Node that fetches files as Deno does.
import assert from 'node:assert/strict';
import fs from 'node:fs';
import path from 'node:path';
import { pathToFileURL } from 'node:url';

const asked = [];
globalThis.fetch = async (url) => {
    asked.push(url.href);
    return new Response(fs.readFileSync(url), { headers: { 'Content-Type': 'application/wasm' } });
};
const tiny = await import(pathToFileURL(path.join(process.argv[2], 'tiny.js')).href);
assert.deepEqual(asked, [pathToFileURL(path.join(process.argv[2], 'tiny_bg.wasm')).href]);
assert.deepEqual(Object.keys(tiny).sort(), ['add', 'delete', 'started']);
assert.equal(tiny.add(2, 3), 5);
assert.equal(tiny.started(), 1);
