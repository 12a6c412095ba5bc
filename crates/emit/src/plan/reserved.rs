//! Names that user items must not take at module level.

use crate::options::Target;

/// Globals that code of every target mentions.
const EVERYWHERE: &[&str] = &[
    "Array",
    "ArrayBuffer",
    "BigInt",
    "BigInt64Array",
    "BigUint64Array",
    "Blob",
    "DataView",
    "Error",
    "FinalizationRegistry",
    "Float32Array",
    "Float64Array",
    "Function",
    "Int16Array",
    "Int32Array",
    "Int8Array",
    "JSON",
    "Math",
    "Number",
    "Object",
    "Promise",
    "RangeError",
    "String",
    "Symbol",
    "TextDecoder",
    "TextEncoder",
    "TypeError",
    "URL",
    "Uint16Array",
    "Uint32Array",
    "Uint8Array",
    "Uint8ClampedArray",
    "WebAssembly",
    "console",
    "encodeURIComponent",
    "globalThis",
    "undefined",
];

const WEB: &[&str] = &["Request", "Response", "fetch"];

const NODEJS: &[&str] = &["__dirname", "__filename", "exports", "module", "require"];

/// Bindings of the loaders that do not begin with the generator's prefix, because others rely on their names.
const OURS: &[&str] = &["initSync", "wasm", "wasmBytes", "wasmInstance", "wasmModule", "wasmPath", "wbg"];

/// Names the glue's own function bodies mention, apart from items.
pub const MENTIONED: &[&str] = &[
    "Array",
    "BigInt",
    "BigInt64Array",
    "BigUint64Array",
    "Error",
    "Float32Array",
    "Float64Array",
    "Int16Array",
    "Int32Array",
    "Int8Array",
    "JSON",
    "Math",
    "Number",
    "Object",
    "Reflect",
    "String",
    "Symbol",
    "TypeError",
    "Uint16Array",
    "Uint32Array",
    "Uint8Array",
    "Uint8ClampedArray",
    "WebAssembly",
    "undefined",
    "wasm",
    "wbg",
];

/// All reserved names for a target.
pub fn names(target: Target) -> impl Iterator<Item = &'static &'static str> {
    let own = match target {
        Target::Bundler => &[],
        Target::Web => WEB,
        Target::Nodejs => NODEJS,
    };
    EVERYWHERE.iter().chain(own).chain(OURS)
}

/// How a global is written: as it is, unless a binding of ours hides it.
pub fn global(name: &str) -> String {
    if OURS.contains(&name) { format!("globalThis.{name}") } else { name.to_owned() }
}

#[cfg(test)]
mod tests {
    use super::*;

    #[test]
    fn bindings_of_the_loaders_are_reserved() {
        for loader in [
            include_str!("../runtime/loader/bundler.js"),
            include_str!("../runtime/loader/nodejs.js"),
            include_str!("../runtime/loader/web.js"),
        ] {
            for line in loader.lines().map(|line| line.strip_prefix("export ").unwrap_or(line)) {
                let line = line.strip_prefix("async ").unwrap_or(line);
                let Some(rest) = ["let ", "const ", "function ", "class "].iter().find_map(|k| line.strip_prefix(k))
                else {
                    continue;
                };
                let name = rest.split(|c: char| !(c.is_alphanumeric() || c == '_' || c == '$')).next().unwrap_or("");
                assert!(
                    name.is_empty() || name.starts_with("__wbg_") || name.starts_with('$') || OURS.contains(&name),
                    "{line}"
                );
            }
        }
    }
}
