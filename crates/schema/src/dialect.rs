//! How one guest speaks: its version, its opcode numbers and the names it gives to wasm symbols.
//!
//! Names are computed exactly as the guest's macro computes them and are the only link between metadata and the module's imports
//! and exports. Nothing here looks at a module.

use crate::opcodes::OpcodeTable;
use crate::version::SchemaVersion;

/// Import module of everything the tool has to provide.
pub const PLACEHOLDER_MODULE: &str = "__wbindgen_placeholder__";
/// Import module of the externref table intrinsics.
pub const XFORM_MODULE: &str = "__wbindgen_externref_xform__";
/// Prefix of the exports that report a type; the exact wasm symbol follows.
pub const DESCRIBE_PREFIX: &str = "__wbindgen_describe_";
/// Placeholder import that reports one word.
pub const DESCRIBE_IMPORT: &str = "__wbindgen_describe";
/// Placeholder import that ends the description inside a monomorphised function.
pub const GENERIC_MARKER_IMPORT: &str = "__wbindgen_describe_generic_import";
/// Export whose direct callees are linker-injected and must not be interpreted.
pub const SKIP_INTERPRET_EXPORT: &str = "__wbindgen_skip_interpret_calls";

/// Version, opcode table and symbol naming of one guest.
#[derive(Clone, Debug, PartialEq, Eq)]
pub struct Dialect {
    schema: SchemaVersion,
    guest: SchemaVersion,
    opcodes: OpcodeTable,
}

impl Dialect {
    /// The dialect of guests whose metadata has this schema; `guest` is the version of their crate.
    pub(crate) fn new(schema: SchemaVersion, guest: SchemaVersion) -> Self {
        Self { schema, guest, opcodes: OpcodeTable::new(schema) }
    }

    /// The newest supported dialect: for modules without metadata and for tests.
    pub fn newest() -> Self {
        Self::new(SchemaVersion::NEWEST, SchemaVersion::NEWEST)
    }

    /// Schema of the metadata.
    pub fn schema(&self) -> SchemaVersion {
        self.schema
    }

    /// Version of the guest's `wasm-bindgen` crate; may be newer than its schema.
    pub fn guest(&self) -> SchemaVersion {
        self.guest
    }

    /// The guest's opcode numbers.
    pub fn opcodes(&self) -> &OpcodeTable {
        &self.opcodes
    }

    /// Naming for the items of the crate that `unique_crate_identifier` (of their program) names.
    pub fn symbols<'a>(&self, unique_crate_identifier: &'a str) -> Symbols<'a> {
        Symbols { crate_hash: crate_hash(unique_crate_identifier) }
    }

    /// Export that reports the type of the given wasm symbol.
    pub fn descriptor(&self, wasm_symbol: &str) -> String {
        format!("{DESCRIBE_PREFIX}{wasm_symbol}")
    }

    /// The wasm symbol that a descriptor export reports on; `None` if `export` is not one.
    pub fn described<'a>(&self, export: &'a str) -> Option<&'a str> {
        export.strip_prefix(DESCRIBE_PREFIX)
    }
}

/// A wasm symbol in its two forms.
#[derive(Clone, Debug, PartialEq, Eq, PartialOrd, Ord, Hash)]
pub struct Symbol {
    /// Without the crate hash: the name on the final module.
    pub canonical: String,
    /// As it stands in the guest's imports and exports.
    pub mangled: String,
}

/// Symbol naming inside one crate. A namespace of `None` is the global one.
#[derive(Clone, Copy, Debug)]
pub struct Symbols<'a> {
    crate_hash: &'a str,
}

impl Symbols<'_> {
    /// Export of a free function.
    pub fn function(&self, namespace: Option<&[String]>, name: &str) -> Symbol {
        self.mangle(in_namespace(namespace, &suffix(name)))
    }

    /// Export of a method, static method, constructor or accessor function of `class` (its JS name without namespace).
    pub fn method(&self, namespace: Option<&[String]>, class: &str, name: &str) -> Symbol {
        let base = format!("{}_{}", lower(class), suffix(name));
        self.mangle(in_namespace(namespace, &base))
    }

    /// Export of a struct field's getter; `class` is the qualified name. The field's descriptor hangs on this symbol.
    pub fn field_getter(&self, class: &str, field: &str) -> Symbol {
        self.mangle(format!("__wbg_get_{}_{}", lower(class), suffix(field)))
    }

    /// Export of a struct field's setter; `class` is the qualified name.
    pub fn field_setter(&self, class: &str, field: &str) -> Symbol {
        self.mangle(format!("__wbg_set_{}_{}", lower(class), suffix(field)))
    }

    /// Export that frees a struct; `class` is the qualified name.
    pub fn free(&self, class: &str) -> Symbol {
        self.mangle(format!("__wbg_{}_free", lower(class)))
    }

    /// Export that turns a child pointer into a parent pointer; both names are qualified.
    pub fn upcast(&self, child: &str, parent: &str) -> Symbol {
        self.mangle(format!("__wbg_upcast_{}_to_{}", lower(child), lower(parent)))
    }

    /// Placeholder import that wraps a struct pointer in its JS class; `class` is the qualified name.
    pub fn struct_new(&self, class: &str) -> Symbol {
        self.mangle(format!("__wbg_{}_new", lower(class)))
    }

    /// Placeholder import that takes the struct pointer out of a JS object; `class` is the qualified name.
    pub fn struct_unwrap(&self, class: &str) -> Symbol {
        self.mangle(format!("__wbg_{}_unwrap", lower(class)))
    }

    /// Export that reports the type of payload variant `index` of a dynamic union defined in `module_path`.
    pub fn union_payload_descriptor(&self, name: &str, index: u32, module_path: &str) -> String {
        let symbol = self.mangle(format!("__wbg_dynamic_union_{}_{index}", lower(name)));
        format!("{DESCRIBE_PREFIX}{}_{module_path}", symbol.mangled)
    }

    fn mangle(&self, canonical: String) -> Symbol {
        let mangled = format!("{canonical}_{}", self.crate_hash);
        Symbol { canonical, mangled }
    }
}

/// Namespace parts and name joined by `__`; the bare name in the global namespace.
pub fn qualified_name(namespace: Option<&[String]>, name: &str) -> String {
    match namespace {
        None | Some([]) => name.to_owned(),
        Some(parts) => format!("{}__{name}", parts.join("__")),
    }
}

/// The part of a `unique_crate_identifier` after its last `-`; all of it without one.
pub fn crate_hash(unique_crate_identifier: &str) -> &str {
    unique_crate_identifier.rsplit_once('-').map_or(unique_crate_identifier, |(_, hash)| hash)
}

/// The part of a `unique_crate_identifier` before its last `-`; all of it without one.
pub fn crate_name(unique_crate_identifier: &str) -> &str {
    unique_crate_identifier.rsplit_once('-').map_or(unique_crate_identifier, |(name, _)| name)
}

/// 32-bit FNV-1a of a module path: how descriptors name the module of a definition.
pub fn module_hash(module_path: &str) -> u32 {
    module_path.bytes().fold(0x811c_9dc5, |hash, byte| (hash ^ u32::from(byte)).wrapping_mul(0x0100_0193))
}

/// Unlike [`qualified_name`], a namespace that is present but empty still puts its `__` in front.
fn in_namespace(namespace: Option<&[String]>, base: &str) -> String {
    match namespace {
        None => base.to_owned(),
        Some(parts) => format!("{}__{base}", parts.join("__")),
    }
}

/// Every character lowercased by itself (`str::to_lowercase` would treat a final sigma by context).
fn lower(name: &str) -> String {
    name.chars().flat_map(char::to_lowercase).collect()
}

/// A JS name as part of a symbol: `[Symbol.iterator]` becomes `Symbol_iterator`, other odd characters `_`.
fn suffix(name: &str) -> String {
    name.chars().filter(|c| !matches!(c, '[' | ']')).map(|c| if c.is_ascii_alphanumeric() { c } else { '_' }).collect()
}

#[cfg(test)]
mod tests {
    use super::*;

    const CRATE: &str = "my-crate-c50c35415465a9b7";

    fn namespace() -> Vec<String> {
        vec!["Outer".into(), "inner".into()]
    }

    fn check(symbol: Symbol, canonical: &str) {
        assert_eq!(symbol.canonical, canonical);
        assert_eq!(symbol.mangled, format!("{canonical}_c50c35415465a9b7"));
    }

    #[test]
    fn symbols_of_exports() {
        let dialect = Dialect::newest();
        let s = dialect.symbols(CRATE);
        let ns = namespace();
        check(s.function(None, "boom"), "boom");
        check(s.function(Some(&ns), "kebab-name"), "Outer__inner__kebab_name");
        check(s.method(None, "Counter", "incrementBy"), "counter_incrementBy");
        check(s.method(Some(&ns), "Counter", "[Symbol.iterator]"), "Outer__inner__counter_Symbol_iterator");
        let q = qualified_name(Some(&ns), "Point");
        assert_eq!(q, "Outer__inner__Point");
        check(s.field_getter(&q, "X"), "__wbg_get_outer__inner__point_X");
        check(s.field_setter("Point", "x$"), "__wbg_set_point_x_");
        check(s.free("Point"), "__wbg_point_free");
        check(s.upcast("Child", &q), "__wbg_upcast_child_to_outer__inner__point");
        check(s.struct_new("Point"), "__wbg_point_new");
        check(s.struct_unwrap("Point"), "__wbg_point_unwrap");
        assert_eq!(
            s.union_payload_descriptor("Shape", 1, "my_crate::sub"),
            "__wbindgen_describe___wbg_dynamic_union_shape_1_c50c35415465a9b7_my_crate::sub"
        );
    }

    #[test]
    fn descriptors() {
        let dialect = Dialect::newest();
        assert_eq!(dialect.descriptor("boom_1"), "__wbindgen_describe_boom_1");
        assert_eq!(dialect.described("__wbindgen_describe_boom_1"), Some("boom_1"));
        assert_eq!(dialect.described("boom_1"), None);
    }

    #[test]
    fn names() {
        assert_eq!(qualified_name(None, "A"), "A");
        assert_eq!(qualified_name(Some(&[]), "A"), "A");
        assert_eq!(crate_hash(CRATE), "c50c35415465a9b7");
        assert_eq!(crate_name(CRATE), "my-crate");
        assert_eq!((crate_hash("plain"), crate_name("plain")), ("plain", "plain"));
        assert_eq!(lower("ΑΣ"), "ας".replace('ς', "σ"));
        assert_eq!(suffix("a.b[c]é_1"), "a_bc__1");
    }

    #[test]
    fn module_hash_check_value() {
        assert_eq!(module_hash("leak"), 692_638_222);
        assert_eq!(module_hash(""), 0x811c_9dc5);
    }
}
