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

/// Of a classic script.
const SCRIPT: &[&str] = &["Request", "Response", "document", "exports", "fetch"];

const DENO: &[&str] = &["fetch"];

const NODEJS: &[&str] = &["__dirname", "__filename", "exports", "module", "require"];

/// Bindings of the loaders that do not begin with the generator's prefix, because others rely on their names.
const OURS: &[&str] = &["initSync", "wasm", "wasmBytes", "wasmInstance", "wasmModule", "wasmPath", "wasmUrl", "wbg"];

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
        Target::Bundler | Target::NodejsModule | Target::Module => &[],
        Target::Web => WEB,
        Target::Nodejs => NODEJS,
        Target::NoModules => SCRIPT,
        Target::Deno => DENO,
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
    use crate::target::spec::spec;

    #[test]
    fn bindings_of_the_loaders_are_reserved() {
        let files = Target::ALL.into_iter().map(spec).flat_map(|spec| {
            let threaded = spec.threaded.into_iter().flat_map(|threaded| threaded.loader);
            std::iter::once(&spec.head).chain(spec.loader).chain(threaded)
        });
        for loader in files {
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
