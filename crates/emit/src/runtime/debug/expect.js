/**
 * Refuses a value that is not of a primitive type.
 * @param {any} value
 * @param {'number' | 'bigint' | 'boolean' | 'string'} type
 */
export function __wbg_expect_type(value, type) {
    if (typeof value !== type) {
        throw new Error(`expected a ${type} argument, found ${typeof value}`);
    }
}

/**
 * Refuses what has no elements.
 * @param {any} value
 */
export function __wbg_expect_array(value) {
    if (typeof value !== 'object' || value === null || typeof value.length !== 'number') {
        throw new Error(`expected an array or a typed array, found ${value === null ? 'null' : typeof value}`);
    }
}

/**
 * Refuses what Rust could not copy its elements back to.
 * @param {any} value
 * @param {number} size bytes per element
 */
export function __wbg_expect_elements(value, size) {
    if (!ArrayBuffer.isView(value) || /** @type {any} */ (value).BYTES_PER_ELEMENT !== size) {
        throw new Error(`expected a typed array with ${size} bytes per element`);
    }
}

/**
 * Refuses an object that has given up its Rust side.
 * @param {number} address
 */
export function __wbg_expect_alive(address) {
    if (address === 0) {
        throw new Error('Attempt to use a moved value');
    }
}

/** What a class without a constructor does when it is constructed. */
export function __wbg_no_constructor() {
    throw new Error('cannot invoke `new` directly');
}
