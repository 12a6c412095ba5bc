// Replacing the instance, behind loaders that have the module.

/** Puts a fresh instance in the place of the current one; if that fails, nothing has changed. */
function __wbg_renew() {
    const record = __wbg_instance;
    const instance = wasmInstance;
    const exports = wasm;
    try {
        __wbg_instance = new __wbg_Instance();
        wasmInstance = new WebAssembly.Instance(wasmModule, __wbg_get_imports());
        wasm = wasmInstance.exports;
        $BIND;
        $START;
    } catch (error) {
        __wbg_instance = record;
        wasmInstance = instance;
        wasm = exports;
        throw new Error('the wasm instance could not be replaced', { cause: error });
    }
    if (record.error === undefined) {
        record.error = new Error('the wasm instance has been replaced');
    }
    __wbg_retire(record);
    __wbg_settle(record);
}
