// Replacing the instance, behind loaders that have the module.

/** What ended an instance that was replaced while it was well; made once, because engines take their time to make an error. */
let __wbg_replaced;

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
        __wbg_aim(exports);
        throw new Error('the wasm instance could not be replaced', { cause: error });
    }
    if (record.error === undefined) {
        record.error = __wbg_replaced ??= new Error('the wasm instance has been replaced');
    }
    __wbg_retire(record);
    record.tasks?.settle(record);
}
