import { __wbg_Instance } from '../instance.js';

/**
 * Memory as `Uint8Array`, fetched again after the memory has grown.
 * @param {Wbg.Record} wbg
 */
export function __wbg_u8(wbg) {
    const view = wbg.u8;
    if (view.byteLength !== 0) {
        return view;
    }
    return (wbg.u8 = new Uint8Array(wbg.wasm.memory.buffer));
}
Object.assign(__wbg_Instance.prototype, { u8: new Uint8Array(0) });
