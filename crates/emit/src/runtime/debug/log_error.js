/**
 * Reports an exception that flies through Rust, which runs no destructors on the way.
 * @param {any} error
 */
export function __wbg_log_error(error) {
    let text;
    try {
        text = error instanceof Error ? `${error.message}\n\nStack:\n${error.stack}` : String(error);
    } catch {
        text = '<failed to stringify thrown value>';
    }
    console.error('wasm-bindgen: imported JS function that was not marked as `catch` threw an error:', text);
}
