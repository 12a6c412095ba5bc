//! Hand-written guests for unit tests.

use std::collections::BTreeMap;

use wbg_ir::abi::{Abi, HandleMode, PointerWidth, ResultMode};
use wbg_ir::facts::{CoreType, Exceptions, Features, ModuleFacts, Symbols};
use wbg_ir::value::Word;
use wbg_ir::{Bindings, CoreFn, Id};
use wbg_schema::dialect::{Dialect, PLACEHOLDER_MODULE};
use wbg_schema::program::{
    Enum, EnumVariant, Export, Function, FunctionArgument, Import, ImportFunction, ImportKind, ImportModule,
    MethodData, MethodKind, OperationKind, Program, StartKind, StringEnum, Struct, StructField,
};
use wbg_schema::signature::{Number, Signature, Type, TypeName};

use crate::{BindInput, GenericImport, bind};

/// Crate hash of every crate of the tests.
pub(crate) const HASH: &str = "0123456789abcdef";

/// A guest under construction.
#[derive(Debug)]
pub(crate) struct World {
    pub(crate) programs: Vec<Program>,
    pub(crate) described: BTreeMap<String, Type>,
    pub(crate) generics: Vec<GenericImport>,
    pub(crate) facts: ModuleFacts,
    pub(crate) abi: Abi,
    functions: usize,
}

impl World {
    /// An empty wasm32 guest with one program of crate `demo`.
    pub(crate) fn new() -> Self {
        Self {
            programs: vec![program("demo")],
            described: BTreeMap::new(),
            generics: Vec::new(),
            facts: facts(),
            abi: Abi {
                pointer: PointerWidth::W32,
                handles: HandleMode::ExternrefTable,
                results: ResultMode::MultiValue,
            },
            functions: 0,
        }
    }

    /// The first program.
    pub(crate) fn main(&mut self) -> &mut Program {
        &mut self.programs[0]
    }

    /// Adds a wasm function of the given types, e.g. `("i32 f64", "i32")`.
    pub(crate) fn function(&mut self, params: &str, results: &str) -> CoreFn {
        let core = CoreFn::from_index(self.functions);
        self.functions += 1;
        self.facts.types.insert(core, core_type(params, results));
        core
    }

    /// Exports a new function.
    pub(crate) fn wasm_export(&mut self, symbol: &str, params: &str, results: &str) -> CoreFn {
        let core = self.function(params, results);
        self.facts.exported_functions.insert(symbol.to_owned(), core);
        core
    }

    /// Imports a new function from the placeholder module.
    pub(crate) fn wasm_import(&mut self, name: &str, params: &str, results: &str) -> CoreFn {
        let core = self.function(params, results);
        self.facts.imported_functions.insert((PLACEHOLDER_MODULE.to_owned(), name.to_owned()), core);
        core
    }

    /// Describes a wasm symbol.
    pub(crate) fn describe(&mut self, symbol: &str, ty: Type) {
        self.described.insert(symbol.to_owned(), ty);
    }

    /// Adds a free function with its wasm export and descriptor.
    pub(crate) fn add_function(&mut self, name: &str, args: Vec<Type>, ret: Type, params: &str, results: &str) {
        let symbol = format!("{name}_{HASH}");
        let count = args.len();
        self.main().exports.push(export(name, count));
        self.wasm_export(&symbol, params, results);
        self.describe(&symbol, function(args, ret));
    }

    /// Adds a struct with its free function.
    pub(crate) fn add_struct(&mut self, name: &str) -> &mut Struct {
        self.wasm_export(&format!("__wbg_{}_free_{HASH}", name.to_lowercase()), "i32 i32", "");
        self.main().structs.push(a_struct(name));
        self.main().structs.last_mut().expect("just added")
    }

    /// Adds a free imported function with its wasm import and descriptor.
    pub(crate) fn add_import(&mut self, name: &str, args: Vec<Type>, ret: Type, params: &str, results: &str) {
        let shim = format!("__wbg_{name}_1");
        self.main().imports.push(import(name, &shim, args.len()));
        self.wasm_import(&shim, params, results);
        self.describe(&shim, function(args, ret));
    }

    /// Binds; problems as one text.
    pub(crate) fn bind(&self) -> Result<Bindings, String> {
        let dialect = Dialect::newest();
        let input = BindInput {
            dialect: &dialect,
            programs: &self.programs,
            described: &self.described,
            generics: &self.generics,
            facts: &self.facts,
            abi: &self.abi,
        };
        bind(&input).map_err(|e| e.to_string())
    }

    /// Binds and returns the problems.
    pub(crate) fn problems(&self) -> String {
        match self.bind() {
            Ok(_) => String::new(),
            Err(e) => e,
        }
    }
}

/// Facts of an empty wasm32 module.
pub(crate) fn facts() -> ModuleFacts {
    ModuleFacts {
        pointer: PointerWidth::W32,
        memory: None,
        features: Features::default(),
        exceptions: Exceptions::None,
        function_table: None,
        table_entries: BTreeMap::new(),
        exported_functions: BTreeMap::new(),
        imported_functions: BTreeMap::new(),
        types: BTreeMap::new(),
        names: BTreeMap::new(),
        symbols: Symbols::default(),
    }
}

/// A function type from words separated by blanks.
pub(crate) fn core_type(params: &str, results: &str) -> CoreType {
    let words = |text: &str| {
        text.split_whitespace()
            .map(|word| match word {
                "i32" => Some(Word::I32),
                "i64" => Some(Word::I64),
                "f32" => Some(Word::F32),
                "f64" => Some(Word::F64),
                _ => None,
            })
            .collect()
    };
    CoreType { params: words(params), results: words(results) }
}

/// An empty program of a crate.
pub(crate) fn program(name: &str) -> Program {
    Program { unique_crate_identifier: format!("{name}-{HASH}"), module_path: name.to_owned(), ..Program::default() }
}

/// A free exported function.
pub(crate) fn export(name: &str, args: usize) -> Export {
    Export {
        class: None,
        comments: Vec::new(),
        consumed: false,
        function: a_function(name, args),
        js_namespace: None,
        method_kind: MethodKind::Operation { is_static: true, kind: OperationKind::Regular },
        start: StartKind::None,
    }
}

/// An instance method.
pub(crate) fn method(class: &str, name: &str, args: usize) -> Export {
    Export {
        class: Some(class.to_owned()),
        method_kind: MethodKind::Operation { is_static: false, kind: OperationKind::Regular },
        ..export(name, args)
    }
}

/// A struct without fields.
pub(crate) fn a_struct(name: &str) -> Struct {
    Struct {
        name: name.to_owned(),
        fields: Vec::new(),
        comments: Vec::new(),
        is_inspectable: false,
        generate_typescript: true,
        js_namespace: None,
        private: false,
        extends: None,
        extends_js_class: None,
        extends_js_namespace: None,
    }
}

/// A public field.
pub(crate) fn field(name: &str) -> StructField {
    StructField {
        name: name.to_owned(),
        readonly: false,
        comments: Vec::new(),
        generate_typescript: true,
        generate_jsdoc: true,
    }
}

/// A numeric enum with variants `A = 0`, `B = -1`.
pub(crate) fn an_enum(name: &str) -> Enum {
    let variant =
        |name: &str, value: u32| EnumVariant { name: name.to_owned(), value, comments: vec![format!("doc of {name}")] };
    Enum {
        name: name.to_owned(),
        signed: true,
        variants: vec![variant("A", 0), variant("B", u32::MAX)],
        comments: Vec::new(),
        generate_typescript: true,
        js_namespace: None,
        private: false,
    }
}

/// A string enum with two values.
pub(crate) fn a_string_enum(name: &str) -> StringEnum {
    StringEnum {
        name: name.to_owned(),
        variant_values: vec!["on".to_owned(), "off".to_owned()],
        comments: Vec::new(),
        generate_typescript: true,
        private: false,
        js_namespace: None,
    }
}

/// Name and arguments `a0`, `a1`, …
pub(crate) fn a_function(name: &str, args: usize) -> Function {
    let arg = |i| FunctionArgument { name: format!("a{i}"), ..FunctionArgument::default() };
    Function {
        args: (0..args).map(arg).collect(),
        name: name.to_owned(),
        generate_typescript: true,
        generate_jsdoc: true,
        ..Function::default()
    }
}

/// A free imported global function.
pub(crate) fn import(name: &str, shim: &str, args: usize) -> Import {
    Import {
        module: None,
        js_namespace: None,
        reexport: None,
        generate_typescript: true,
        kind: ImportKind::Function(ImportFunction {
            shim: shim.to_owned(),
            catch: false,
            variadic: false,
            assert_no_shim: false,
            suspending: false,
            method: None,
            structural: false,
            function: a_function(name, args),
            generic_per_mono: false,
        }),
    }
}

/// A global import of another kind.
pub(crate) fn other_import(kind: ImportKind) -> Import {
    Import { kind, ..import("unused", "unused", 0) }
}

/// The function of an import record.
pub(crate) fn function_of(import: &mut Import) -> &mut ImportFunction {
    match &mut import.kind {
        ImportKind::Function(function) => function,
        other => panic!("not a function: {other:?}"),
    }
}

/// Makes an imported function a member of `class`.
pub(crate) fn member(import: &mut Import, class: &str, is_static: bool, kind: OperationKind) {
    let kind = MethodKind::Operation { is_static, kind };
    function_of(import).method = Some(MethodData { class: class.to_owned(), kind });
}

/// The guest crate's own module.
pub(crate) fn placeholder() -> ImportModule {
    ImportModule::RawNamed(PLACEHOLDER_MODULE.to_owned())
}

/// A signature whose documented result is its result.
pub(crate) fn signature(args: Vec<Type>, ret: Type) -> Signature {
    Signature { shim_index: 0, args, inner_ret: ret.clone(), ret }
}

/// A described function.
pub(crate) fn function(args: Vec<Type>, ret: Type) -> Type {
    Type::Function(Box::new(signature(args, ret)))
}

/// A described closure.
pub(crate) fn closure(owned: bool, mutable: bool, signature: Signature) -> Type {
    Type::Closure { owned, mutable, signature: Box::new(signature) }
}

/// `u32`.
pub(crate) const U32: Type = Type::Number(Number::U32);

/// `&T`.
pub(crate) fn by_ref(ty: Type) -> Type {
    Type::Ref(Box::new(ty))
}

/// `&mut T`.
pub(crate) fn by_mut(ty: Type) -> Type {
    Type::RefMut(Box::new(ty))
}

/// `&[T]`.
pub(crate) fn slice(ty: Type) -> Type {
    by_ref(Type::Slice(Box::new(ty)))
}

/// `Vec<T>`.
pub(crate) fn vector(ty: Type) -> Type {
    Type::Vector(Box::new(ty))
}

/// `Option<T>`.
pub(crate) fn option(ty: Type) -> Type {
    Type::Option(Box::new(ty))
}

/// `Nullable<T>`.
pub(crate) fn nullable(ty: Type) -> Type {
    Type::Nullable(Box::new(ty))
}

/// `Result<T, _>`.
pub(crate) fn result(ty: Type) -> Type {
    Type::Result(Box::new(ty))
}

/// A reference to a definition of crate `demo`, module `demo`.
pub(crate) fn type_name(qualified: &str) -> TypeName {
    TypeName {
        qualified: qualified.to_owned(),
        crate_id: format!("demo-{HASH}"),
        module_hash: wbg_schema::dialect::module_hash("demo"),
    }
}

/// A struct of crate `demo`.
pub(crate) fn struct_type(qualified: &str) -> Type {
    Type::Struct(type_name(qualified))
}
