import { __wbg_Instance } from '../instance.js';

/**
 * Memory as `BigInt64Array`, fetched again after the memory has grown.
 * @param {Wbg.Record} wbg
 */
export function __wbg_i64(wbg) {
    const view = wbg.i64;
    if (view.byteLength !== 0) {
        return view;
    }
    return (wbg.i64 = new BigInt64Array(wbg.wasm.memory.buffer));
}
Object.assign(__wbg_Instance.prototype, { i64: new BigInt64Array(0) });
