//! Names that user items must not take at module level.

use crate::options::Target;

/// Globals and bindings that code of every target mentions.
const EVERYWHERE: &[&str] = &[
    "Array", "ArrayBuffer", "BigInt", "BigInt64Array", "BigUint64Array", "Blob", "DataView", "Error",
    "FinalizationRegistry", "Float32Array", "Float64Array", "Function", "Int16Array", "Int32Array", "Int8Array", "JSON",
    "Math", "Number", "Object", "Promise", "RangeError", "String", "Symbol", "TextDecoder", "TextEncoder", "TypeError",
    "URL", "Uint16Array", "Uint32Array", "Uint8Array", "Uint8ClampedArray", "WebAssembly", "console",
    "encodeURIComponent", "globalThis", "undefined", "wasm", "wbg",
];

const WEB: &[&str] = &["Request", "Response", "fetch", "initSync", "wasmInstance", "wasmModule"];

const NODEJS: &[&str] =
    &["__dirname", "__filename", "exports", "module", "require", "wasmBytes", "wasmInstance", "wasmModule", "wasmPath"];

/// Names the glue's own function bodies mention, apart from items.
pub const MENTIONED: &[&str] = &[
    "Array", "BigInt", "BigInt64Array", "BigUint64Array", "Error", "Float32Array", "Float64Array", "Int16Array",
    "Int32Array", "Int8Array", "JSON", "Math", "Number", "Object", "Reflect", "String", "Symbol", "TypeError",
    "Uint16Array", "Uint32Array", "Uint8Array", "Uint8ClampedArray", "WebAssembly", "undefined", "wasm", "wbg",
];

/// All reserved names for a target.
pub fn names(target: Target) -> impl Iterator<Item = &'static &'static str> {
    let own = match target {
        Target::Bundler => &[],
        Target::Web => WEB,
        Target::Nodejs => NODEJS,
    };
    EVERYWHERE.iter().chain(own)
}
