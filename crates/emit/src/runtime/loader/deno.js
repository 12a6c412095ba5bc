// Loading in Deno: importing the file waits for the wasm, which lies beside it on a disk or on a server.

const wasmUrl = new URL('$WASM_URL', import.meta.url);
const { instance: wasmInstance, module: wasmModule } = await WebAssembly.instantiateStreaming(
    fetch(wasmUrl),
    __wbg_get_imports(),
);
const wasm = wasmInstance.exports;
$BIND;
$START;
