/**
 * A URL at which the engine finds the given script.
 * @param {string} contents
 */
export function __wbg_link_url(contents) {
    const type = 'application/javascript';
    return typeof URL.createObjectURL === 'function' && typeof Blob === 'function'
        ? URL.createObjectURL(new Blob([contents], { type }))
        : `data:${type},${encodeURIComponent(contents)}`;
}
