//! A wasm module as one ES module that instantiates it: what the `wasm2es6js` tool makes.
//!
//! Knows imports and exports by name, and nothing of bindings. Exports are live bindings that have their values once `booted`
//! is fulfilled.

use wbg_ir::linkage::FinalExport;

use crate::dts;
use crate::js::name::quote;
use crate::options::EmitError;
use crate::target::{Slot, export_name, fill, in_literal};

/// Promise of the generated module.
const BOOTED: &str = "booted";

/// Where the generated module has the wasm from.
#[derive(Clone, Debug, PartialEq, Eq)]
pub enum Source {
    /// From its own text: base64.
    Embedded(String),
    /// From an address, as `fetch` takes it.
    Fetched(String),
}

/// What is known of the wasm.
#[derive(Clone, Copy, Debug)]
pub struct Standalone<'a> {
    /// Modules that it imports from, each once.
    pub imports: &'a [String],
    /// Its exports without the start function.
    pub exports: &'a [FinalExport],
    /// Export that runs once the exports have their values.
    pub start: Option<&'a str>,
}

/// The text of the module.
///
/// # Errors
/// An export that takes the place of the module's own.
pub fn javascript(wasm: &Standalone<'_>, source: &Source) -> Result<String, EmitError> {
    check(wasm)?;
    let mut out = String::new();
    let modules = || wasm.imports.iter().enumerate().map(|(at, specifier)| (format!("__wbg_module{at}"), specifier));
    for (local, specifier) in modules() {
        out += &format!("import * as {local} from {};\n", quote(specifier));
    }
    out += &match source {
        Source::Embedded(text) => fill(include_str!("runtime/loader/embedded.js"), |slot| match slot {
            Slot::WasmText => Some(in_literal(text)),
            _ => None,
        }),
        Source::Fetched(address) => fill(include_str!("runtime/loader/fetched.js"), |slot| match slot {
            Slot::WasmUrl => Some(in_literal(address)),
            _ => None,
        }),
    };
    let locals = || wasm.exports.iter().enumerate().map(|(at, export)| (format!("__wbg_export{at}"), export));
    for (local, export) in locals() {
        out += &format!("let {local};\nexport {{ {local} as {} }};\n", export_name(&export.name));
    }
    let imports: Vec<String> = modules().map(|(local, specifier)| format!("{}: {local}", quote(specifier))).collect();
    out += &format!("export const {BOOTED} = (async () => {{\n");
    out += &format!("    const imports = {{ {} }};\n", imports.join(", "));
    out += "    const { instance } = await WebAssembly.instantiate(await __wbg_load_bytes(), imports);\n";
    for (local, export) in locals() {
        out += &format!("    {local} = instance.exports[{}];\n", quote(&export.name));
    }
    if let Some(start) = wasm.start {
        out += &format!("    instance.exports[{}]();\n", quote(start));
    }
    out += "    return true;\n})();\n";
    Ok(out)
}

/// The declarations of the module.
///
/// # Errors
/// An export that takes the place of the module's own.
pub fn typescript(wasm: &Standalone<'_>) -> Result<String, EmitError> {
    check(wasm)?;
    Ok(dts::export_declarations(wasm.exports) + &format!("export const {BOOTED}: Promise<boolean>;\n"))
}

fn check(wasm: &Standalone<'_>) -> Result<(), EmitError> {
    match wasm.exports.iter().find(|export| export.name == BOOTED) {
        None => Ok(()),
        Some(_) => Err(EmitError::Name {
            subject: format!("export `{BOOTED}`"),
            message: "the generated module has a promise of this name; rename the export".to_owned(),
        }),
    }
}

#[cfg(test)]
mod tests {
    use super::*;
    use wbg_ir::linkage::ExternKind;

    #[test]
    fn names_of_exports_are_kept_and_the_promise_is_not_replaced() {
        let export = |name: &str| FinalExport { name: name.to_owned(), kind: ExternKind::Global };
        let exports = [export("plain"), export("odd-name"), export("default")];
        let imports = ["./it's.js".to_owned()];
        let wasm = Standalone { imports: &imports, exports: &exports, start: Some("go") };
        let js = javascript(&wasm, &Source::Fetched("a'b.wasm".to_owned())).unwrap();
        for part in [
            "import * as __wbg_module0 from \"./it's.js\";\n",
            "await fetch('a\\'b.wasm')",
            "export { __wbg_export1 as \"odd-name\" };\n",
            "export { __wbg_export2 as default };\n",
            "    instance.exports[\"go\"]();\n",
        ] {
            assert!(js.contains(part), "{part}: {js}");
        }
        let clash = [export("booted")];
        let wasm = Standalone { exports: &clash, ..wasm };
        assert!(javascript(&wasm, &Source::Embedded(String::new())).is_err() && typescript(&wasm).is_err());
    }
}
