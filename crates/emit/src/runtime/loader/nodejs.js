// Loading for CommonJS: everything happens while the file is required.

const wasmPath = `${__dirname}/$WASM_FILE`;
const wasmBytes = require('fs').readFileSync(wasmPath);
const wasmModule = new WebAssembly.Module(wasmBytes);
const wasmInstance = new WebAssembly.Instance(wasmModule, __wbg_get_imports());
const wasm = wasmInstance.exports;
$BIND;
$START;
