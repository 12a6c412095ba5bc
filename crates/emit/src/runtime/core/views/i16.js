import { __wbg_Instance } from '../instance.js';

/**
 * Memory as `Int16Array`, fetched again after the memory has grown.
 * @param {Wbg.Record} wbg
 */
export function __wbg_i16(wbg) {
    const view = wbg.i16;
    if (view.byteLength !== 0) {
        return view;
    }
    return (wbg.i16 = new Int16Array(wbg.wasm.memory.buffer));
}
Object.assign(__wbg_Instance.prototype, { i16: new Int16Array(0) });
