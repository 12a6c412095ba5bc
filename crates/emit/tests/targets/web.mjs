// Everything that may be said to `init` and `initSync`. Each case loads its own copy of the package.
import assert from 'node:assert/strict';
import fs from 'node:fs';
import path from 'node:path';
import { pathToFileURL } from 'node:url';

const folder = process.argv[2];
const bytes = fs.readFileSync(path.join(folder, 'tiny_bg.wasm'));
let copies = 0;

async function fresh() {
    globalThis.tinyStarted = 0;
    copies += 1;
    return import(`${pathToFileURL(path.join(folder, 'tiny.js')).href}?${copies}`);
}

const response = (type = 'application/wasm', status = 200) =>
    new Response(bytes, { status, statusText: 'as told', headers: { 'Content-Type': type } });

/** Runs `body` and returns what it resolves to and how often it warned. */
async function warnings(body) {
    const { warn } = console;
    let count = 0;
    console.warn = () => {
        count += 1;
    };
    try {
        return [await body(), count];
    } finally {
        console.warn = warn;
    }
}

async function works(tiny, exports) {
    assert.equal(tiny.add(2, 3), 5);
    assert.equal(tiny.started(), 1, 'started once');
    assert.ok(Object.isFrozen(exports) && Object.getPrototypeOf(exports) === null, 'the exports object itself');
    assert.ok(exports.memory instanceof WebAssembly.Memory);
    assert.equal(await tiny.default('ignored'), exports);
    assert.equal(tiny.initSync(), exports);
    assert.equal(tiny.initSync(undefined, undefined), exports);
}

const compiled = await WebAssembly.compile(bytes);
for (const [name, make] of Object.entries({
    bytes: () => bytes,
    buffer: () => bytes.buffer.slice(bytes.byteOffset, bytes.byteOffset + bytes.byteLength),
    module: () => compiled,
    response: () => response(),
    'a promise': () => Promise.resolve(response()),
})) {
    const inBag = await fresh();
    const [exports, quiet] = await warnings(() => inBag.default({ module_or_path: make() }));
    assert.equal(quiet, 0, name);
    await works(inBag, exports);

    const positional = await fresh();
    const [others, warned] = await warnings(() => positional.default(make()));
    assert.equal(warned, 1, name);
    await works(positional, others);
}

for (const make of [() => bytes, () => compiled]) {
    const inBag = await fresh();
    const [exports, quiet] = await warnings(() => inBag.initSync({ module: make() }));
    assert.equal(quiet, 0);
    await works(inBag, exports);

    const positional = await fresh();
    const [others, warned] = await warnings(() => positional.initSync(make()));
    assert.equal(warned, 1);
    await works(positional, others);
}

// Addresses are fetched; without any, the file beside the package is.
const asked = [];
const { fetch } = globalThis;
globalThis.fetch = async (what) => {
    asked.push(String(what.url ?? what));
    return response();
};
for (const address of ['http://example.test/x.wasm', new URL('http://example.test/x.wasm'), new Request('http://example.test/x.wasm')]) {
    const tiny = await fresh();
    await works(tiny, await tiny.default({ module_or_path: address }));
    assert.equal(asked.pop(), 'http://example.test/x.wasm');
}
{
    const tiny = await fresh();
    await works(tiny, await tiny.default());
    assert.match(asked.pop(), /^file:.*\/tiny_bg\.wasm$/);
}
globalThis.fetch = fetch;

// A wrong MIME type costs a warning, a failed request the initialisation.
{
    const tiny = await fresh();
    const [exports, warned] = await warnings(() => tiny.default({ module_or_path: response('text/plain') }));
    assert.equal(warned, 1);
    await works(tiny, exports);

    const failing = await fresh();
    await assert.rejects(failing.default({ module_or_path: response('application/wasm', 404) }), /404 as told/);
    const broken = new Response(new Uint8Array([1, 2, 3]), { headers: { 'Content-Type': 'application/wasm' } });
    await assert.rejects(failing.default({ module_or_path: broken }), WebAssembly.CompileError);
    await works(failing, await failing.default({ module_or_path: bytes }));
}

// Calls that overlap share one initialisation; it may be overtaken, and then yields.
{
    const tiny = await fresh();
    const first = tiny.default({ module_or_path: bytes });
    assert.equal(tiny.default(), first);
    await works(tiny, await first);

    const overtaken = await fresh();
    const slow = overtaken.default({ module_or_path: bytes });
    const winner = overtaken.initSync({ module: bytes });
    assert.equal(await slow, winner);
    await works(overtaken, winner);
}

// Nothing to start from.
{
    const tiny = await fresh();
    assert.throws(() => tiny.initSync(), TypeError);
    assert.throws(() => tiny.add(1, 2), TypeError);
}
