// Loading in Deno where the instance can be replaced: importing the file waits for the wasm beside it.

const wasmUrl = new URL('$WASM_URL', import.meta.url);
let { instance: wasmInstance, module: wasmModule } = await WebAssembly.instantiateStreaming(
    fetch(wasmUrl),
    __wbg_get_imports(),
);
let wasm = wasmInstance.exports;
$BIND;
$START;
