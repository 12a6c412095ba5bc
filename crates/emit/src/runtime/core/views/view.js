import { __wbg_Instance } from '../instance.js';
import { __wbg_u8 } from './u8.js';

/**
 * Memory as `DataView`, fetched again after the memory has grown. A detached `DataView` throws when asked for its length, so
 * the byte view tells whether the buffer is still the memory's.
 * @param {Wbg.Record} wbg
 */
export function __wbg_view(wbg) {
    const { buffer } = __wbg_u8(wbg);
    const view = wbg.view;
    if (view.buffer === buffer) {
        return view;
    }
    return (wbg.view = new DataView(buffer));
}
Object.assign(__wbg_Instance.prototype, { view: new DataView(new ArrayBuffer(0)) });
