// Loading for bundlers where the instance can be replaced: the package fetches the wasm itself, from where bundlers put the file of
// such a URL, and importing the package waits for it.

/**
 * Compiles the wasm file. Node cannot fetch files; nothing else has to find its file system.
 * @param {URL} url
 * @returns {Promise<WebAssembly.Module>}
 */
async function __wbg_compile(url) {
    if (url.protocol === 'file:') {
        const files = 'node:fs/promises';
        const { readFile } = await import(/* webpackIgnore: true */ /* @vite-ignore */ files);
        return WebAssembly.compile(await readFile(url));
    }
    const response = await fetch(url);
    if (!response.ok) {
        throw new Error(`the wasm module could not be fetched: ${response.status} ${response.statusText} (${response.url})`);
    }
    if (response.headers.get('Content-Type') === 'application/wasm' && typeof WebAssembly.compileStreaming === 'function') {
        return WebAssembly.compileStreaming(response);
    }
    return WebAssembly.compile(await response.arrayBuffer());
}

const wasmModule = await __wbg_compile(new URL('$WASM_URL', import.meta.url));
let wasmInstance = new WebAssembly.Instance(wasmModule, __wbg_get_imports());
let wasm = wasmInstance.exports;
$BIND;
$START;
