/**
 * An error that the guest throws. If it complains of a borrow that nobody gave back, the cause is the error that flew past whoever
 * had it.
 * @param {Wbg.Record} wbg
 * @param {string} text
 */
export function __wbg_thrown(wbg, text) {
    const lost = wbg.skipped !== undefined && text.startsWith('recursive use of an object');
    return lost ? new Error(text, { cause: wbg.skipped }) : new Error(text);
}
