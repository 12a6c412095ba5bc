//! Names and line forms that tools outside rely on. Changing one of them breaks somebody's build.
//!
//! Bundlers look for the URL and import lines, platform wrappers scan `export function NAME(` and `export { a as b };` at line
//! start, hot-patching tools reach for the module-level bindings.

/// Function that makes the import object.
pub const GET_IMPORTS: &str = "__wbg_get_imports";
/// Module binding of the running instance's exports.
pub const WASM: &str = "wasm";
/// The compiled module, which threads of Node hand to each other.
pub const WASM_MODULE: &str = "__wbg_wasm_module";
/// The memory, which threads of Node hand to each other.
pub const MEMORY: &str = "__wbg_memory";
/// Gives a bundler's instance to the glue.
pub const SET_WASM: &str = "__wbg_set_wasm";
/// Binding of loaders that start threads: the size of the starting one's stack.
pub const STACK_SIZE: &str = "__wbg_stack_size";
/// Replaces the instance, when asked for.
pub const RESET_STATE: &str = "__wbg_reset_state";
/// The class of errors that panics become, in packages whose guest unwinds.
pub const PANIC_ERROR: &str = "PanicError";
/// Synchronous start, for targets with init functions.
pub const INIT_SYNC: &str = "initSync";
/// Asynchronous start, the default export of targets with init functions.
pub const INIT: &str = "__wbg_init";
/// The raw exports, when asked for.
pub const RAW_EXPORTS: &str = "__wasm";

/// The statement by which bundlers recognise the wasm file; `file` is already escaped for a string literal.
pub fn default_path(file: &str) -> String {
    format!("module_or_path = new URL('{file}', import.meta.url)")
}

/// The same statement in a classic script, which has found out by itself where it was loaded from.
pub const SCRIPT_DEFAULT_PATH: &str = "module_or_path = __wbg_default_path()";

/// What stands there when the package does not know where its wasm is.
pub const NO_DEFAULT_PATH: &str =
    "throw new TypeError('this package does not know its wasm file; pass `module_or_path`')";

/// First line of a classic script: a lexical global, whose value is the init function with all exports as properties.
pub fn script_start(global: &str) -> String {
    format!("let {global} = (function(exports) {{")
}

/// Its last lines. An arrow function has no `prototype`, and its `name` and `length` can be redefined: exports may have any name.
pub const SCRIPT_END: &str = "\
return Object.defineProperties((...args) => __wbg_init(...args), Object.getOwnPropertyDescriptors(exports));
})({ __proto__: null });
";

/// First line of a JavaScript file that has declarations.
pub fn self_types(file: &str) -> String {
    format!("/* @ts-self-types=\"./{file}\" */\n")
}
