/**
 * The same function on a stack of its own, in engines that can do that.
 * @param {any} f
 */
function __wbg_promising(f) {
    const { promising } = /** @type {any} */ (WebAssembly);
    if (typeof promising !== 'function') {
        throw new Error('this engine cannot make wasm wait for a promise (JSPI)');
    }
    return promising(f);
}

/**
 * Enters an exported function on a stack that can wait, and comes back when it waits for the first time. The shadow stack is then
 * where it was: what belongs to the waiting function has been set aside.
 * @param {Wbg.Record} wbg
 * @param {string} name
 * @param {any[]} words
 * @returns {Promise<any>}
 */
export function __wbg_activate(wbg, name, words) {
    const exports = wbg.exports ?? wbg.wasm;
    const pointer = exports.__wbg_stack_pointer;
    const at = pointer.value;
    const outer = wbg.fiber;
    wbg.fibers ??= new Map();
    let enter = wbg.fibers.get(name);
    if (enter === undefined) {
        enter = __wbg_promising(exports[name]);
        wbg.fibers.set(name, enter);
    }
    wbg.depth = (wbg.depth ?? 0) + 1;
    wbg.fiber = { base: Number(at) >>> 0 };
    try {
        return enter(...words);
    } finally {
        wbg.depth -= 1;
        wbg.fiber = outer;
        pointer.value = at;
    }
}

/**
 * Calls an asynchronous function whose tasks shall run on stacks that can wait.
 * @param {Wbg.Record} wbg
 * @param {() => any} call
 */
export function __wbg_rooted(wbg, call) {
    const exports = wbg.exports ?? wbg.wasm;
    const outer = wbg.fiber;
    wbg.fiber = { base: Number(exports.__wbg_stack_pointer.value) >>> 0 };
    try {
        return call();
    } finally {
        wbg.fiber = outer;
    }
}
