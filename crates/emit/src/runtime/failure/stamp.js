/**
 * Ties an object to the instance that has its Rust side.
 * @param {object} object
 * @param {Wbg.Record} wbg
 */
export function __wbg_stamp(object, wbg) {
    Object.defineProperty(object, '__wbg_inst', { value: wbg });
}
