// Loading for ES modules of Node: everything happens while the file is imported, without waiting.

const wasmUrl = new URL('$WASM_URL', import.meta.url);
const wasmBytes = __wbg_read_file(wasmUrl);
const wasmModule = new WebAssembly.Module(wasmBytes);
const wasmInstance = new WebAssembly.Instance(wasmModule, __wbg_get_imports());
const wasm = wasmInstance.exports;
$BIND;
$START;
