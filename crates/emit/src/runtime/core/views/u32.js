import { __wbg_Instance } from '../instance.js';

/**
 * Memory as `Uint32Array`, fetched again after the memory has grown.
 * @param {Wbg.Record} wbg
 */
export function __wbg_u32(wbg) {
    const view = wbg.u32;
    if (view.byteLength !== 0) {
        return view;
    }
    return (wbg.u32 = new Uint32Array(wbg.wasm.memory.buffer));
}
Object.assign(__wbg_Instance.prototype, { u32: new Uint32Array(0) });
