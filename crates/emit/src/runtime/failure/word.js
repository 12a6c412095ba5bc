/**
 * Which word of the memory has an address.
 * @param {number} address
 */
export function __wbg_word(address) {
    return address >>> 2;
}

/**
 * What a table calls one of its places.
 * @param {number} index
 */
export function __wbg_place(index) {
    return index;
}
