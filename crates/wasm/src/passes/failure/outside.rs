//! Counts the imports that are running, so that the glue can tell their errors from those of the instance.
//!
//! A trap looks the same whoever brought it about, and nothing inside the wasm can catch one. But if an import was running, the count
//! is higher than the number of calls that the glue has under way. An instance that has ended has a negative count: an import that
//! returns finds it, and the guest does not go on. So the glue needs no text around the JavaScript of an import.

use walrus::ir::{BinaryOp, Value};
use walrus::{ConstExpr, GlobalId, InstrSeqBuilder, ValType};
use wbg_ir::failure::{FailureModel, Foreign, Guard};
use wbg_ir::linkage::OUTSIDE;

/// The count, where the glue wants one.
pub(crate) fn prepare(module: &mut walrus::Module, failure: &FailureModel) -> Option<GlobalId> {
    if failure.guard() == Guard::None || failure.foreign() == Foreign::Carried {
        return None;
    }
    let count = module.globals.add_local(ValType::I32, true, false, ConstExpr::Value(Value::I32(0)));
    module.globals.get_mut(count).name = Some(OUTSIDE.to_string());
    Some(count)
}

/// Appends `call`, which is counted; it may leave results.
pub(crate) fn counted(
    body: &mut InstrSeqBuilder<'_>,
    count: Option<GlobalId>,
    call: impl FnOnce(&mut InstrSeqBuilder<'_>),
) {
    let Some(count) = count else { return call(body) };
    add(body, count, 1);
    call(body);
    add(body, count, -1);
    body.global_get(count).i32_const(0).binop(BinaryOp::I32LtS);
    // The glue knows which error ended the instance, and throws that in the place of this one.
    body.if_else(
        None,
        |over| {
            over.unreachable();
        },
        |_| {},
    );
}

fn add(body: &mut InstrSeqBuilder<'_>, count: GlobalId, number: i32) {
    body.global_get(count).i32_const(number).binop(BinaryOp::I32Add).global_set(count);
}
