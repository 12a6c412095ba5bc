//! The statement with which every loader ties the record of an instance to its exports.
//!
//! Must not know where the instance comes from: that is the loaders' business.

use wbg_ir::failure::{Guard, Rewind};
use wbg_ir::linkage::STACK_POINTER;

use crate::contract::WASM;
use crate::helpers::Helper;
use crate::options::EmitInput;
use crate::target::in_literal;

/// The statement, for the instance behind the `wasm` binding.
pub fn bind(input: &EmitInput<'_>) -> String {
    let top = format!("{}.top = {WASM}.{STACK_POINTER}.value", Helper::Instance.identifier());
    let waits = input.linkage.all_exports.iter().any(|export| export.name == STACK_POINTER);
    if waits { format!("{}; {top}", bind_record(input)) } else { bind_record(input) }
}

/// Whether the glue rewinds the guest's stacks, although it watches for nothing else.
pub fn merely_rewinds(input: &EmitInput<'_>) -> bool {
    input.failure.guard() == Guard::None && input.failure.rewind() == Rewind::InJs && !input.linkage.rewound.is_empty()
}

fn bind_record(input: &EmitInput<'_>) -> String {
    let (record, bind) = (Helper::Instance.identifier(), Helper::Bind.identifier());
    match input.failure.guard() {
        Guard::None if merely_rewinds(input) => format!("{bind}({record}, {WASM})"),
        Guard::None => format!("{record}.wasm = {WASM}"),
        Guard::Abort | Guard::AbortReinit => format!("{bind}({record}, {WASM}{})", harmless(input)),
    }
}

/// The functions that need no watching, as one more argument.
fn harmless(input: &EmitInput<'_>) -> String {
    let names: Vec<String> = input.linkage.harmless.iter().map(|name| format!("'{}'", in_literal(name))).collect();
    if names.is_empty() { String::new() } else { format!(", [{}]", names.join(", ")) }
}

#[cfg(test)]
mod tests {
    use wbg_ir::facts::Exceptions;
    use wbg_ir::failure::FailureRequest;
    use wbg_ir::{Bindings, FailureModel, HandleMode};

    use super::bind;
    use crate::fixture::Fixture;
    use crate::options::Target;

    #[test]
    fn harmless_functions_are_named_where_calls_are_watched() {
        let mut fixture = Fixture::new(Target::Nodejs, HandleMode::ExternrefTable);
        assert_eq!(bind(&fixture.input()), "__wbg_instance.wasm = wasm");
        fixture.facts.exceptions = Exceptions::Exnref;
        fixture.facts.symbols.abort_words = true;
        fixture.failure = FailureModel::resolve(FailureRequest::default(), &fixture.facts, &Bindings::default())
            .expect("nothing was asked for");
        assert_eq!(bind(&fixture.input()), "__wbg_bind(__wbg_instance, wasm)");
        fixture.linkage.harmless = ["add".to_owned(), "it's".to_owned()].into();
        assert_eq!(bind(&fixture.input()), r"__wbg_bind(__wbg_instance, wasm, ['add', 'it\'s'])");
    }
}
