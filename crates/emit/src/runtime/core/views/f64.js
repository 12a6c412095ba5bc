import { __wbg_Instance } from '../instance.js';

/**
 * Memory as `Float64Array`, fetched again after the memory has grown.
 * @param {Wbg.Record} wbg
 */
export function __wbg_f64(wbg) {
    const view = wbg.f64;
    if (view.byteLength !== 0) {
        return view;
    }
    return (wbg.f64 = new Float64Array(wbg.wasm.memory.buffer));
}
Object.assign(__wbg_Instance.prototype, { f64: new Float64Array(0) });
