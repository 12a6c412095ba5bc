import { __wbg_Instance } from '../instance.js';

/**
 * Memory as `Uint16Array`, fetched again after the memory has grown.
 * @param {Wbg.Record} wbg
 */
export function __wbg_u16(wbg) {
    const view = wbg.u16;
    if (view.byteLength !== 0) {
        return view;
    }
    return (wbg.u16 = new Uint16Array(wbg.wasm.memory.buffer));
}
Object.assign(__wbg_Instance.prototype, { u16: new Uint16Array(0) });
