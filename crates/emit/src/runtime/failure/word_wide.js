/**
 * Which word of the memory has an address of 64 bits.
 * @param {bigint} address
 */
export function __wbg_word(address) {
    return Number(address) / 4;
}

/**
 * What a table with places of 64 bits calls one of them.
 * @param {number} index
 * @returns {any}
 */
export function __wbg_place(index) {
    return BigInt(index);
}
