//! The declarative record table: every record of the metadata in wire order.
//!
//! A row is `field: Type`, plus, for a field that not every schema has, `since`/`until` (schema `0.2.N`: first with, first
//! without) and `else` with the value for guests that lack it. A new schema is new rows; a field whose type changed gets a reader
//! of its own named `upgrade_*`. Rows may name schemas older than the supported range: [`crate::version`] decides what is read.

use crate::error::{WireError, WireProblem};
use crate::program::*;
use crate::reader::Cursor;
use crate::version::SchemaVersion;

/// A value with one encoding per schema.
pub(crate) trait Wire: Sized {
    /// Reads one value at the cursor.
    fn read(c: &mut Cursor<'_>) -> Result<Self, WireError>;
}

impl Wire for bool {
    fn read(c: &mut Cursor<'_>) -> Result<Self, WireError> {
        Ok(c.byte()? != 0)
    }
}

impl Wire for u32 {
    fn read(c: &mut Cursor<'_>) -> Result<Self, WireError> {
        c.leb_u32()
    }
}

impl Wire for String {
    fn read(c: &mut Cursor<'_>) -> Result<Self, WireError> {
        c.string().map(str::to_owned)
    }
}

impl<T: Wire> Wire for Vec<T> {
    fn read(c: &mut Cursor<'_>) -> Result<Self, WireError> {
        c.list(T::read)
    }
}

impl<T: Wire> Wire for Option<T> {
    fn read(c: &mut Cursor<'_>) -> Result<Self, WireError> {
        let at = c.offset();
        match c.byte()? {
            0 => Ok(None),
            1 => T::read(c).map(Some),
            tag => Err(c.error_at(at, WireProblem::OptionTag(tag))),
        }
    }
}

/// Whether a row is part of the layout being read.
macro_rules! present {
    ($c:ident, [$($since:literal)?] [$($until:literal)?]) => {
        true $(&& $c.schema() >= SchemaVersion::v0_2($since))?
            $(&& $c.schema() < SchemaVersion::v0_2($until))?
    };
}

macro_rules! field {
    ($c:ident, $name:ident, $ty:ty, [] [] []) => {
        $c.field(stringify!($name), <$ty as Wire>::read)?
    };
    ($c:ident, $name:ident, $ty:ty, $since:tt $until:tt [$default:expr]) => {
        if present!($c, $since $until) {
            $c.field(stringify!($name), <$ty as Wire>::read)?
        } else {
            $default
        }
    };
}

/// Records: fields in order, no framing.
macro_rules! records {
    ($($record:ident {
        $($name:ident: $ty:ty $(, since $since:literal)? $(, until $until:literal)? $(, else $default:expr)?;)*
    })*) => {$(
        impl Wire for $record {
            fn read(c: &mut Cursor<'_>) -> Result<Self, WireError> {
                // Struct expressions evaluate in written order, which is the wire order.
                Ok(Self {
                    $($name: field!(c, $name, $ty, [$($since)?] [$($until)?] [$($default)?]),)*
                })
            }
        }
    )*};
}

macro_rules! variant {
    ($c:ident, $name:ident) => { Self::$name };
    ($c:ident, $name:ident($ty:ty)) => { Self::$name(<$ty as Wire>::read($c)?) };
    ($c:ident, $name:ident { $($field:ident: $ty:ty),* }) => {
        Self::$name { $($field: field!($c, $field, $ty, [] [] [])),* }
    };
}

/// Enumerations: one byte with the position among the variants that the schema has, then the payload.
macro_rules! enumerations {
    ($($record:ident {
        $($name:ident $(($($tuple:tt)*))? $({$($fields:tt)*})? $(, since $since:literal)? $(, until $until:literal)?;)*
    })*) => {$(
        impl Wire for $record {
            fn read(c: &mut Cursor<'_>) -> Result<Self, WireError> {
                let at = c.offset();
                let tag = c.byte()?;
                let mut count = 0;
                $(
                    if present!(c, [$($since)?] [$($until)?]) {
                        if tag == count {
                            return Ok(variant!(c, $name $(($($tuple)*))? $({$($fields)*})?));
                        }
                        count += 1;
                    }
                )*
                let name = stringify!($record);
                Err(c.error_at(at, WireProblem::Variant { name, tag, count }))
            }
        }
    )*};
}

records! {
    Program {
        exports: Vec<Export>;
        enums: Vec<Enum>;
        imports: Vec<Import>;
        structs: Vec<Struct>;
        typescript_custom_sections: Vec<String>;
        local_modules: Vec<LocalModule>;
        inline_js: Vec<String>;
        unique_crate_identifier: String;
        module_path: String, since 130, else String::new();
        package_json: Option<String>;
        linked_modules: Vec<LinkedModule>;
    }
    Export {
        class: Option<String>;
        comments: Vec<String>;
        consumed: bool;
        function: Function;
        js_namespace: Option<Vec<String>>;
        method_kind: MethodKind;
        start: StartKind;
    }
    Function {
        args: Vec<FunctionArgument>;
        asyncness: bool;
        jspi: bool, since 128, else false;
        name: String;
        generate_typescript: bool;
        generate_jsdoc: bool;
        variadic: bool;
        ret_ty_override: Option<String>;
        ret_desc: Option<String>;
    }
    FunctionArgument {
        name: String;
        ty_override: Option<String>;
        optional: bool;
        desc: Option<String>;
    }
    Enum {
        name: String;
        signed: bool;
        variants: Vec<EnumVariant>;
        comments: Vec<String>;
        generate_typescript: bool;
        js_namespace: Option<Vec<String>>;
        private: bool;
    }
    EnumVariant {
        name: String;
        value: u32;
        comments: Vec<String>;
    }
    Struct {
        name: String;
        fields: Vec<StructField>;
        comments: Vec<String>;
        is_inspectable: bool;
        generate_typescript: bool;
        js_namespace: Option<Vec<String>>;
        private: bool;
        extends: Option<String>;
        extends_js_class: Option<String>;
        extends_js_namespace: Option<Vec<String>>;
    }
    StructField {
        name: String;
        readonly: bool;
        comments: Vec<String>;
        generate_typescript: bool;
        generate_jsdoc: bool;
    }
    Import {
        module: Option<ImportModule>;
        js_namespace: Option<Vec<String>>;
        reexport: Option<String>;
        generate_typescript: bool;
        kind: ImportKind;
    }
    ImportFunction {
        shim: String;
        catch: bool;
        variadic: bool;
        assert_no_shim: bool;
        suspending: bool, since 128, else false;
        method: Option<MethodData>;
        structural: bool;
        function: Function;
        generic_per_mono: bool, since 128, else false;
    }
    MethodData {
        class: String;
        kind: MethodKind;
    }
    ImportStatic {
        name: String;
        shim: String;
    }
    ImportString {
        shim: String;
        string: String;
    }
    ImportType {
        name: String;
        instanceof_shim: String;
        vendor_prefixes: Vec<String>;
    }
    StringEnum {
        name: String;
        variant_values: Vec<String>;
        comments: Vec<String>;
        generate_typescript: bool;
        private: bool;
        js_namespace: Option<Vec<String>>;
    }
    DynamicUnion {
        name: String;
        variant_strings: Vec<String>;
        variant_type_cnt: u32;
        comments: Vec<String>;
        generate_typescript: bool;
        private: bool;
        fallback: bool;
    }
    LocalModule {
        identifier: String;
        contents: String;
        linked_module: bool;
    }
    LinkedModule {
        module: ImportModule;
        link_function_name: String;
    }
}

enumerations! {
    StartKind {
        None;
        Public;
        Private;
    }
    MethodKind {
        Constructor;
        Operation { is_static: bool, kind: OperationKind };
    }
    OperationKind {
        Regular;
        RegularThis;
        Getter(String);
        Setter(String);
        IndexingGetter;
        IndexingSetter;
        IndexingDeleter;
    }
    ImportModule {
        Named(String);
        RawNamed(String);
        Inline(u32);
    }
    ImportKind {
        Function(ImportFunction);
        Static(ImportStatic);
        String(ImportString);
        Type(ImportType);
        Enum(StringEnum);
        DynamicUnion(DynamicUnion);
    }
}

#[cfg(test)]
#[allow(clippy::unwrap_used, reason = "tests")]
mod tests {
    use super::*;

    #[derive(Debug, PartialEq)]
    struct Sample {
        old: u32,
        always: bool,
        new: String,
    }

    #[derive(Debug, PartialEq)]
    enum Shape {
        First,
        Gone,
        Inserted(u32),
        Last,
    }

    records! {
        Sample {
            old: u32, since 122, until 130, else 7;
            always: bool;
            new: String, since 130, else String::from("default");
        }
    }

    enumerations! {
        Shape {
            First;
            Gone, until 130;
            Inserted(u32), since 130;
            Last;
        }
    }

    fn read<T: Wire>(patch: u32, bytes: &[u8]) -> Result<T, WireError> {
        let mut c = Cursor::new(0, bytes).sub(0..bytes.len(), SchemaVersion::v0_2(patch));
        let value = T::read(&mut c)?;
        c.finish()?;
        Ok(value)
    }

    #[test]
    fn rows_follow_the_schema() {
        let sample = |old, new: &str| Sample { old, always: true, new: new.into() };
        assert_eq!(read(129, &[3, 1]), Ok(sample(3, "default")));
        assert_eq!(read(130, &[1, 1, b'x']), Ok(sample(7, "x")));
        assert_eq!(read(121, &[1]), Ok(sample(7, "default")));
    }

    #[test]
    fn variant_numbers_follow_the_schema() {
        assert_eq!(read(129, &[0]), Ok(Shape::First));
        assert_eq!(read(129, &[1]), Ok(Shape::Gone));
        assert_eq!(read(129, &[2]), Ok(Shape::Last));
        assert_eq!(read(130, &[1, 9]), Ok(Shape::Inserted(9)));
        assert_eq!(read(130, &[2]), Ok(Shape::Last));
        assert_eq!(
            read::<Shape>(130, &[3]).map_err(|error| (error.offset, error.problem)),
            Err((0, WireProblem::Variant { name: "Shape", tag: 3, count: 3 }))
        );
    }

    #[test]
    fn option_tag() {
        let error = read::<Option<bool>>(130, &[2, 0]).unwrap_err();
        assert_eq!((error.offset, error.problem), (0, WireProblem::OptionTag(2)));
    }
}
