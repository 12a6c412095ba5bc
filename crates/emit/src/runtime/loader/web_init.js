// Starting in browsers: `init` and `initSync`.

/**
 * @param {any} module_or_path
 */
async function __wbg_init_once(module_or_path) {
    if (module_or_path !== undefined) {
        if (Object.getPrototypeOf(module_or_path) === Object.prototype) {
            ({ module_or_path } = module_or_path);
        } else {
            console.warn('Passing the module or its path directly is deprecated; pass an object: `{ module_or_path }`.');
        }
    }
    if (module_or_path === undefined) {
        $DEFAULT_PATH;
    }
    const source = await __wbg_fetched(module_or_path);
    if (wasm !== undefined) {
        return wasm;
    }
    const { instance, module } = await __wbg_load(source, __wbg_get_imports());
    return __wbg_adopt(instance, module);
}

function __wbg_init(module_or_path) {
    if (wasm !== undefined) {
        return Promise.resolve(wasm);
    }
    if (__wbg_init_pending === undefined) {
        __wbg_init_pending = __wbg_init_once(module_or_path);
        __wbg_init_pending.catch(() => {
            __wbg_init_pending = undefined;
        });
    }
    return __wbg_init_pending;
}

function initSync(module) {
    if (wasm !== undefined) {
        return wasm;
    }
    if (module !== undefined) {
        if (Object.getPrototypeOf(module) === Object.prototype) {
            ({ module } = module);
        } else {
            console.warn('Passing the module directly to `initSync` is deprecated; pass an object: `{ module }`.');
        }
    }
    if (!(module instanceof WebAssembly.Module)) {
        module = new WebAssembly.Module(module);
    }
    return __wbg_adopt(new WebAssembly.Instance(module, __wbg_get_imports()), module);
}
