import { __wbg_Instance } from '../instance.js';

/**
 * Memory as `Int8Array`, fetched again after the memory has grown.
 * @param {Wbg.Record} wbg
 */
export function __wbg_i8(wbg) {
    const view = wbg.i8;
    if (view.byteLength !== 0) {
        return view;
    }
    return (wbg.i8 = new Int8Array(wbg.wasm.memory.buffer));
}
Object.assign(__wbg_Instance.prototype, { i8: new Int8Array(0) });
