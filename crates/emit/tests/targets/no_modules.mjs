// The classic script, in realms with and without a document.
import assert from 'node:assert/strict';
import fs from 'node:fs';
import path from 'node:path';
import vm from 'node:vm';

const text = fs.readFileSync(path.join(process.argv[2], 'tiny.js'), 'utf8');
const bytes = fs.readFileSync(path.join(process.argv[2], 'tiny_bg.wasm'));

/** Runs the script in a realm of its own; gives the global and the addresses that were fetched. */
function run(extra = {}) {
    const asked = [];
    const fetch = async (what) => {
        asked.push(String(what));
        return new Response(bytes, { headers: { 'Content-Type': 'application/wasm' } });
    };
    const realm = vm.createContext({ URL, Response, WebAssembly, TextDecoder, TextEncoder, console, fetch, ...extra });
    vm.runInContext(text, realm);
    assert.equal(vm.runInContext('globalThis.wasm_bindgen', realm), undefined, 'a lexical binding');
    return { tiny: vm.runInContext('wasm_bindgen', realm), asked, realm };
}

const script = (src) => ({ document: { currentScript: { src }, baseURI: 'http://example.test/page/' } });

// The global is the init function; exports and `initSync` are its properties, whatever they are called.
{
    const { tiny, asked, realm } = run(script('http://example.test/a/tiny.js?v=1#x'));
    assert.equal(typeof tiny, 'function');
    assert.deepEqual(Object.keys(tiny).sort(), ['__wasm', 'add', 'delete', 'initSync', 'length', 'name', 'started']);
    assert.equal(tiny.__wasm, undefined);
    const exports = await tiny();
    assert.deepEqual(asked, ['http://example.test/a/tiny_bg.wasm?v=1#x']);
    assert.equal(tiny.add(2, 3), 5);
    assert.equal(tiny.name(), 'a name');
    assert.equal(tiny.length(), 0);
    assert.equal(realm.tinyStarted, 1);
    assert.equal(await tiny(), exports);
    assert.equal(tiny.initSync(), exports);
    assert.equal(tiny.__wasm, exports);
}

// Relative to the page; without a known address, the caller has to say it.
{
    const { tiny, asked } = run(script('tiny.js'));
    await tiny();
    assert.deepEqual(asked, ['http://example.test/page/tiny_bg.wasm']);
}
for (const extra of [{}, { document: { currentScript: null } }, script(''), script('http://example.test/bundle')]) {
    const { tiny, asked, realm } = run(extra);
    await assert.rejects(tiny(), { name: 'TypeError', message: /pass `module_or_path`/ });
    await vm.runInContext("wasm_bindgen({ module_or_path: 'http://example.test/x.wasm' })", realm);
    assert.deepEqual(asked, ['http://example.test/x.wasm']);
    assert.equal(tiny.add(2, 3), 5);
}
{
    const { tiny, realm } = run({ bytes });
    vm.runInContext('wasm_bindgen.initSync({ module: bytes })', realm);
    assert.equal(tiny.started(), 1);
}
