// Loading from a module that is compiled already: everything happens while the file is imported, without waiting.

let wasmInstance = new WebAssembly.Instance(wasmModule, __wbg_get_imports());
let wasm = wasmInstance.exports;
$BIND;
$START;
