// Loading for CommonJS where the instance can be replaced: everything happens while the file is required.

const wasmPath = `${__dirname}/$WASM_FILE`;
const wasmBytes = require('fs').readFileSync(wasmPath);
const wasmModule = new WebAssembly.Module(wasmBytes);
let wasmInstance = new WebAssembly.Instance(wasmModule, __wbg_get_imports());
let wasm = wasmInstance.exports;
$BIND;
$START;
