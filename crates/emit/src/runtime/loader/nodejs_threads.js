// The end of that for CommonJS.

function __wbg_read_wasm() {
    const wasmPath = `${__dirname}/$WASM_FILE`;
    return require('fs').readFileSync(wasmPath);
}

exports.initSync = initSync;
exports.__wbg_get_imports = __wbg_get_imports;
Object.defineProperty(exports, '__wasm', { enumerable: true, get: function () { return wasm; } });
Object.defineProperty(exports, '__wbg_wasm_module', { enumerable: true, get: function () { return wasmModule; } });
Object.defineProperty(exports, '__wbg_memory', { enumerable: true, get: function () { return __wbg_memory; } });

if (require('worker_threads').isMainThread) {
    initSync();
}
