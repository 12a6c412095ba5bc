// Starting in browsers where the memory comes from outside, perhaps shared with other threads: `init` and `initSync`.

/** Bytes of the starting thread's stack; undefined for the usual size. @type {number | undefined} */
let __wbg_stack_size;

/**
 * Keeps the wanted size of the stack for the start function.
 * @param {any} size bytes
 */
function __wbg_set_stack_size(size) {
    if (size !== undefined && !(Number.isSafeInteger(size) && size > 0 && size % 65536 === 0)) {
        throw new Error('invalid stack size');
    }
    __wbg_stack_size = size;
}

/**
 * @param {any} module_or_path
 * @param {WebAssembly.Memory | undefined} memory
 */
async function __wbg_init_once(module_or_path, memory) {
    let thread_stack_size;
    if (module_or_path !== undefined) {
        if (Object.getPrototypeOf(module_or_path) === Object.prototype) {
            ({ module_or_path, memory, thread_stack_size } = module_or_path);
        } else {
            console.warn('Passing the module or its path directly is deprecated; pass an object: `{ module_or_path, memory }`.');
        }
    }
    if (module_or_path === undefined) {
        $DEFAULT_PATH;
    }
    const source = await __wbg_fetched(module_or_path);
    if (wasm !== undefined) {
        return wasm;
    }
    const { instance, module } = await __wbg_load(source, __wbg_get_imports(memory));
    if (wasm === undefined) {
        __wbg_set_stack_size(thread_stack_size);
    }
    return __wbg_adopt(instance, module);
}

function __wbg_init(module_or_path, memory) {
    if (wasm !== undefined) {
        return Promise.resolve(wasm);
    }
    if (__wbg_init_pending === undefined) {
        __wbg_init_pending = __wbg_init_once(module_or_path, memory);
        __wbg_init_pending.catch(() => {
            __wbg_init_pending = undefined;
        });
    }
    return __wbg_init_pending;
}

function initSync(module, memory) {
    if (wasm !== undefined) {
        return wasm;
    }
    let thread_stack_size;
    if (module !== undefined) {
        if (Object.getPrototypeOf(module) === Object.prototype) {
            ({ module, memory, thread_stack_size } = module);
        } else {
            console.warn('Passing the module directly to `initSync` is deprecated; pass an object: `{ module, memory }`.');
        }
    }
    if (!(module instanceof WebAssembly.Module)) {
        module = new WebAssembly.Module(module);
    }
    __wbg_set_stack_size(thread_stack_size);
    return __wbg_adopt(new WebAssembly.Instance(module, __wbg_get_imports(memory)), module);
}
