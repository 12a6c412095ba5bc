// The CommonJS package: required once, started once, named exports visible to `import`.
import assert from 'node:assert/strict';
import path from 'node:path';
import { pathToFileURL } from 'node:url';

const { add, started, default: all } = await import(pathToFileURL(path.join(process.argv[2], 'tiny.js')).href);
assert.equal(add(2, 3), 5);
assert.equal(started(), 1);
assert.equal(all.delete(), 5);
