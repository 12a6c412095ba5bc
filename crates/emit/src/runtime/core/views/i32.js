import { __wbg_Instance } from '../instance.js';

/**
 * Memory as `Int32Array`, fetched again after the memory has grown.
 * @param {Wbg.Record} wbg
 */
export function __wbg_i32(wbg) {
    const view = wbg.i32;
    if (view.byteLength !== 0) {
        return view;
    }
    return (wbg.i32 = new Int32Array(wbg.wasm.memory.buffer));
}
Object.assign(__wbg_Instance.prototype, { i32: new Int32Array(0) });
