/**
 * Which word of the memory has an address.
 * @param {number} address
 */
export function __wbg_word(address) {
    return address >>> 2;
}
