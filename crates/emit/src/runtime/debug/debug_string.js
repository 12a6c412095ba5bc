/**
 * What Rust's `{:?}` prints for a JS value. Never throws, whatever getters and proxies do.
 * @param {any} value
 */
export function __wbg_debug_string(value) {
    try {
        return __wbg_debug_text(value, []);
    } catch {
        return typeof value === 'function' ? 'Function' : 'Object';
    }
}

/**
 * @param {any} value
 * @param {any[]} within arrays this one is an element of
 * @returns {string}
 */
function __wbg_debug_text(value, within) {
    switch (typeof value) {
        case 'string':
            return JSON.stringify(value);
        case 'bigint':
            return `${value}n`;
        case 'symbol':
            return value.description === undefined ? 'Symbol' : `Symbol(${value.description})`;
        case 'function':
            return typeof value.name === 'string' && value.name !== '' ? `Function(${value.name})` : 'Function';
        case 'object':
            if (value !== null) {
                return __wbg_debug_object(value, within);
            }
    }
    return String(value);
}

/**
 * @param {any} value
 * @param {any[]} within
 */
function __wbg_debug_object(value, within) {
    if (Array.isArray(value)) {
        if (within.includes(value) || within.length > 64) {
            return '[...]';
        }
        const inner = [...within, value];
        return `[${Array.from(value, (item) => __wbg_debug_text(item, inner)).join(', ')}]`;
    }
    const text = Object.prototype.toString.call(value);
    const tag = /^\[object ([^]*)\]$/.exec(text);
    if (tag === null) {
        return text;
    }
    if (tag[1] === 'Object') {
        try {
            return `Object(${JSON.stringify(value)})`;
        } catch {
            return 'Object';
        }
    }
    return value instanceof Error ? `${value.name}: ${value.message}\n${value.stack}` : tag[1];
}
