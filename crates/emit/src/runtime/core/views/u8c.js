import { __wbg_Instance } from '../instance.js';

/**
 * Memory as `Uint8ClampedArray`, fetched again after the memory has grown.
 * @param {Wbg.Record} wbg
 */
export function __wbg_u8c(wbg) {
    const view = wbg.u8c;
    if (view.byteLength !== 0) {
        return view;
    }
    return (wbg.u8c = new Uint8ClampedArray(wbg.wasm.memory.buffer));
}
Object.assign(__wbg_Instance.prototype, { u8c: new Uint8ClampedArray(0) });
