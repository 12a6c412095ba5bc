// Loading for ES modules of Node where the instance can be replaced: everything happens while the file is imported.

const wasmUrl = new URL('$WASM_URL', import.meta.url);
const wasmBytes = __wbg_read_file(wasmUrl);
const wasmModule = new WebAssembly.Module(wasmBytes);
let wasmInstance = new WebAssembly.Instance(wasmModule, __wbg_get_imports());
let wasm = wasmInstance.exports;
$BIND;
$START;
