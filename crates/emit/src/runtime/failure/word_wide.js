/**
 * Which word of the memory has an address of 64 bits.
 * @param {bigint} address
 */
export function __wbg_word(address) {
    return Number(address) / 4;
}
