//! A memory that the module imports: made by the glue unless the caller brings one.

use wbg_ir::linkage::MemoryImport;

use crate::js::ast::{Expr, Property};
use crate::options::EmitInput;
use crate::parts::{GlueImport, GlueImportValue};
use crate::target::spec::{ImportForm, TargetSpec};

/// The parameter by which callers bring it.
const PARAM: &str = "memory";

/// Parameters of the function that makes the import object.
pub fn params(input: &EmitInput<'_>) -> Vec<String> {
    input.linkage.imported_memory.iter().map(|_| PARAM.to_owned()).collect()
}

/// The import, if there is one.
pub fn import(input: &EmitInput<'_>, spec: &TargetSpec) -> Option<GlueImport> {
    let memory = input.linkage.imported_memory.as_ref()?;
    let value = match spec.imports {
        ImportForm::Object => Expr::ident(PARAM).binary("||", new_memory(memory)),
        ImportForm::Exports => new_memory(memory),
    };
    Some(GlueImport { name: memory.name.clone(), value: GlueImportValue::Value(value) })
}

fn new_memory(memory: &MemoryImport) -> Expr {
    let pages = |pages: u64| Expr::Num(if memory.wide { format!("{pages}n") } else { pages.to_string() });
    let mut limits = vec![Property::Value("initial".to_owned(), pages(memory.initial))];
    if let Some(maximum) = memory.maximum {
        limits.push(Property::Value("maximum".to_owned(), pages(maximum)));
    }
    if memory.shared {
        limits.push(Property::Value("shared".to_owned(), Expr::Atom("true")));
    }
    if memory.wide {
        limits.push(Property::Value("address".to_owned(), Expr::Str("i64".to_owned())));
    }
    Expr::New(Box::new(Expr::ident("WebAssembly").member("Memory")), vec![Expr::Object(limits)])
}
