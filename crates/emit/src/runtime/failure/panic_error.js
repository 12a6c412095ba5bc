/** What a Rust panic becomes. */
export const __wbg_PanicError = class PanicError extends Error {};
Object.defineProperty(__wbg_PanicError.prototype, 'name', { value: 'PanicError', writable: true, configurable: true });
