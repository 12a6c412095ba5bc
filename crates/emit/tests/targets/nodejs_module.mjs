// The ES module for Node: started once while it is imported, without waiting.
import assert from 'node:assert/strict';
import path from 'node:path';
import { pathToFileURL } from 'node:url';

const tiny = await import(pathToFileURL(path.join(process.argv[2], 'tiny.js')).href);
assert.deepEqual(Object.keys(tiny).sort(), ['add', 'delete', 'started']);
assert.equal(tiny.add(2, 3), 5);
assert.equal(tiny.started(), 1);
