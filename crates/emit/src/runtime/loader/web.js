// Loading in browsers: fetching, compiling and starting, once.

/** Exports of the running instance. @type {any} */
let wasm;
/** @type {WebAssembly.Module | undefined} */
let wasmModule;
/** @type {WebAssembly.Instance | undefined} */
let wasmInstance;
/** The initialisation under way, shared by all who ask. @type {Promise<any> | undefined} */
let __wbg_init_pending;

/**
 * Makes an instance the running one, unless another was faster.
 * @param {WebAssembly.Instance} instance
 * @param {WebAssembly.Module} module
 */
function __wbg_adopt(instance, module) {
    if (wasm !== undefined) {
        return wasm;
    }
    wasmInstance = instance;
    wasmModule = module;
    wasm = instance.exports;
    $BIND;
    $START;
    return wasm;
}

/**
 * Whether a value is of a class that the host may not have.
 * @param {any} value
 * @param {any} type
 */
function __wbg_is(value, type) {
    return typeof type === 'function' && value instanceof type;
}

/**
 * @param {Response} response
 * @param {WebAssembly.Imports} imports
 */
async function __wbg_load_response(response, imports) {
    if (!response.ok) {
        throw new Error(`the wasm module could not be fetched: ${response.status} ${response.statusText} (${response.url})`);
    }
    if (typeof WebAssembly.instantiateStreaming === 'function') {
        try {
            return await WebAssembly.instantiateStreaming(response, imports);
        } catch (error) {
            const readable = ['basic', 'cors', 'default'].includes(response.type);
            if (!readable || response.headers.get('Content-Type') === 'application/wasm') {
                throw error;
            }
            console.warn(
                'The wasm module is not served with the MIME type `application/wasm`; it is compiled after the download instead of during it.',
                error,
            );
        }
    }
    return WebAssembly.instantiate(await response.arrayBuffer(), imports);
}

/**
 * @param {any} source
 * @param {WebAssembly.Imports} imports
 */
async function __wbg_load(source, imports) {
    if (__wbg_is(source, typeof Response === 'undefined' ? undefined : Response)) {
        return __wbg_load_response(source, imports);
    }
    const result = await WebAssembly.instantiate(source, imports);
    return result instanceof WebAssembly.Instance ? { instance: result, module: source } : result;
}

/**
 * What an address leads to; anything else is the module itself, or a promise of it.
 * @param {any} module_or_path
 */
function __wbg_fetched(module_or_path) {
    const by_address =
        typeof module_or_path === 'string' ||
        __wbg_is(module_or_path, typeof Request === 'undefined' ? undefined : Request) ||
        __wbg_is(module_or_path, typeof URL === 'undefined' ? undefined : URL);
    return by_address ? fetch(module_or_path) : module_or_path;
}
