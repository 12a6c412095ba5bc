import { __wbg_Instance } from '../instance.js';

/**
 * Memory as `Float32Array`, fetched again after the memory has grown.
 * @param {Wbg.Record} wbg
 */
export function __wbg_f32(wbg) {
    const view = wbg.f32;
    if (view.byteLength !== 0) {
        return view;
    }
    return (wbg.f32 = new Float32Array(wbg.wasm.memory.buffer));
}
Object.assign(__wbg_Instance.prototype, { f32: new Float32Array(0) });
