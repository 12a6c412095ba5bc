// Where a classic script was loaded from, which is only known while it runs for the first time.

/** Address of the wasm file beside this script; workers and hosts without a document have none. @type {URL | undefined} */
const __wbg_script_wasm = (() => {
    const src = typeof document === 'undefined' ? undefined : document.currentScript?.src;
    if (typeof src !== 'string' || src === '') {
        return undefined;
    }
    const url = new URL(src, document.baseURI);
    if (!url.pathname.endsWith('.js')) {
        return undefined;
    }
    url.pathname = url.pathname.replace(/\.js$/, '_bg.wasm');
    return url;
})();

function __wbg_default_path() {
    if (__wbg_script_wasm === undefined) {
        throw new TypeError('this script does not know where it was loaded from; pass `module_or_path`');
    }
    return __wbg_script_wasm;
}
