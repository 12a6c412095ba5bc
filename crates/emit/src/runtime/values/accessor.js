/**
 * The accessor that an object or its prototype chain defines, whatever the receiver overrides.
 * @param {any} object
 * @param {PropertyKey} name
 * @returns {PropertyDescriptor}
 */
function __wbg_accessor(object, name) {
    for (let at = object; at !== null && at !== undefined; at = Object.getPrototypeOf(at)) {
        const found = Object.getOwnPropertyDescriptor(at, name);
        if (found !== undefined) {
            return found;
        }
    }
    return {};
}

/**
 * Reads a property through the getter of a class.
 * @param {any} object where the getter is looked up
 * @param {PropertyKey} name
 * @param {any} receiver
 */
export function __wbg_final_get(object, name, receiver) {
    const { get } = __wbg_accessor(object, name);
    if (get === undefined) {
        throw new TypeError(`\`${String(name)}\` has no getter`);
    }
    return get.call(receiver);
}

/**
 * Writes a property through the setter of a class.
 * @param {any} object where the setter is looked up
 * @param {PropertyKey} name
 * @param {any} receiver
 * @param {any} value
 */
export function __wbg_final_set(object, name, receiver, value) {
    const { set } = __wbg_accessor(object, name);
    if (set === undefined) {
        throw new TypeError(`\`${String(name)}\` has no setter`);
    }
    set.call(receiver, value);
}
