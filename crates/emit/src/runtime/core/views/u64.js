import { __wbg_Instance } from '../instance.js';

/**
 * Memory as `BigUint64Array`, fetched again after the memory has grown.
 * @param {Wbg.Record} wbg
 */
export function __wbg_u64(wbg) {
    const view = wbg.u64;
    if (view.byteLength !== 0) {
        return view;
    }
    return (wbg.u64 = new BigUint64Array(wbg.wasm.memory.buffer));
}
Object.assign(__wbg_Instance.prototype, { u64: new BigUint64Array(0) });
