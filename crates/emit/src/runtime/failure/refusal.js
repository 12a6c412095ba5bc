/**
 * What a call into a dead instance throws.
 * @param {Wbg.Record} wbg
 */
export function __wbg_refusal(wbg) {
    return new Error('Module terminated', { cause: wbg.error });
}
