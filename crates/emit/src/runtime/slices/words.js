/**
 * The elements of an array as the words they cross as, encoded before anything is allocated for them.
 * @template {Int32Array | Float64Array} T
 * @param {new (length: number) => T} Words
 * @param {ArrayLike<any>} array
 * @param {(value: any) => number} encode
 * @returns {T}
 */
export function __wbg_words(Words, array, encode) {
    const length = array.length >>> 0;
    const words = new Words(length);
    for (let i = 0; i < length; i += 1) {
        words[i] = encode(array[i]);
    }
    return words;
}
