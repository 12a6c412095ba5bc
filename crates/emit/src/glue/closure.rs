//! JS functions for Rust closures.
//!
//! Each way to enter a closure gets factories: one for functions that own their Rust side, one for functions that are lent. Both
//! have fixed arity. The books (`count`, the data word that is 0 when the guest must refuse) are kept by `closures/*.js`.

use std::collections::BTreeSet;

use wbg_ir::ClosureId;
use wbg_ir::closure::ClosureAdapter;
use wbg_ir::import::ImportKind;
use wbg_ir::value::{Lift, LiftShape};

use crate::glue::body::{pure_helper, record};
use crate::glue::call::{Call, Entry, invoke};
use crate::glue::import::return_directly;
use crate::glue::words::{cond, same};
use crate::glue::{Body, Context, RECORD, guard};
use crate::helpers::Helper;
use crate::js::ast::{Expr, Function, FunctionForm, Item, Property, Stmt};
use crate::options::EmitError;
use crate::parts::PartItem;

/// Who keeps the Rust side of a function alive.
#[derive(Clone, Copy, Debug, PartialEq, Eq, PartialOrd, Ord)]
enum Keeper {
    /// The function itself, until Rust drops its half too.
    Function,
    /// Rust, which takes it back.
    Rust,
}

/// The JS function of a closure's two words.
pub fn lift(body: &mut Body<'_>, shape: &LiftShape, words: &[Expr]) -> Expr {
    match shape {
        LiftShape::OwnedClosure(id) => {
            let mut args = vec![record()];
            args.extend(words.iter().cloned());
            Expr::ident(factory_name(body.ctx(), *id, Keeper::Function)).call(args)
        }
        LiftShape::StackClosure(id) => {
            let state = state(body, words);
            lent(body.ctx(), *id, state)
        }
        LiftShape::BorrowedClosure(id) => {
            let state = state(body, words);
            pure_helper(Helper::ClosureLend, [lent(body.ctx(), *id, state.clone()), state])
        }
        _ => Expr::Atom("undefined"),
    }
}

/// The two words of a lent function, where its loan can be ended: `const state0 = { a, b };`.
pub fn state(body: &mut Body<'_>, words: &[Expr]) -> Expr {
    let named = ["a", "b"].into_iter().zip(words);
    let properties = named.map(|(name, word)| Property::Value(name.to_owned(), word.clone())).collect();
    body.constant("state", Expr::Object(properties))
}

/// A function over lent words.
pub fn lent(ctx: Context<'_>, id: ClosureId, state: Expr) -> Expr {
    Expr::ident(factory_name(ctx, id, Keeper::Rust)).call([record(), state])
}

fn factory_name(ctx: Context<'_>, id: ClosureId, keeper: Keeper) -> String {
    let name = ctx.plan.closure(id);
    match keeper {
        Keeper::Function => name,
        Keeper::Rust => format!("{name}_lent"),
    }
}

/// The factories that live imports use.
///
/// # Errors
/// A closure whose invoke function has no export.
pub fn factories(ctx: Context<'_>) -> Result<Vec<PartItem>, EmitError> {
    let used = used(ctx);
    used.into_iter().map(|(id, keeper)| factory(ctx, id, keeper)).collect()
}

fn used(ctx: Context<'_>) -> BTreeSet<(ClosureId, Keeper)> {
    let imports = ctx.linkage().imports.keys().map(|id| &ctx.bindings().imports[*id]);
    let args = imports.flat_map(|import| match &import.kind {
        ImportKind::Call(call) => call.call.args.as_slice(),
        ImportKind::Intrinsic(_, call) | ImportKind::Cast(call) => call.args.as_slice(),
        _ => &[],
    });
    args.filter_map(keeper).collect()
}

fn keeper(value: &Lift) -> Option<(ClosureId, Keeper)> {
    match value.shape {
        LiftShape::OwnedClosure(id) => Some((id, Keeper::Function)),
        LiftShape::StackClosure(id) | LiftShape::BorrowedClosure(id) => Some((id, Keeper::Rust)),
        _ => None,
    }
}

fn factory(ctx: Context<'_>, id: ClosureId, keeper: Keeper) -> Result<PartItem, EmitError> {
    let name = ctx.linkage().closures.get(&id).ok_or_else(|| EmitError::Unsupported {
        subject: format!("closure {}", wbg_ir::Id::index(id)),
        what: "its invoke function is not exported by the module".to_owned(),
        instead: "report this with the module".to_owned(),
    })?;
    let mut body = Body::new(ctx);
    let state = body.named("state");
    let mut params = vec![RECORD.to_owned()];
    match keeper {
        Keeper::Function => {
            let words = [body.named("a"), body.named("b")];
            let mut args = vec![record()];
            args.extend(words.iter().map(Expr::ident));
            body.push(Stmt::constant(&state, pure_helper(Helper::ClosureState, args)));
            params.extend(words);
        }
        Keeper::Rust => params.push(state.clone()),
    }
    let state = Expr::Ident(state);
    let function = Expr::Function(Box::new(function(&mut body, id, name, keeper, &state)));
    let result = match keeper {
        Keeper::Function => pure_helper(Helper::ClosureOwn, [function, state]),
        Keeper::Rust => function,
    };
    body.push(Stmt::Return(Some(result)));
    let function = Function { form: FunctionForm::Plain, params, body: body.finish() };
    let item = Item::Function { doc: String::new(), name: factory_name(ctx, id, keeper), function };
    Ok(PartItem { items: vec![item], exports: vec![] })
}

/// The function that JS gets: keeps the books around one call of the invoke function.
fn function(body: &mut Body<'_>, id: ClosureId, name: &str, keeper: Keeper, state: &Expr) -> Function {
    let adapter = &body.ctx().bindings().closures[id];
    let params: Vec<String> = adapter.call.args.iter().map(|_| body.fresh("arg")).collect();
    let args = params.iter().map(Expr::ident).collect();
    let (stmts, ()) = body.block(|body| {
        guard::enter_closure(body);
        counted(body, adapter, name, keeper, state, args);
    });
    Function { form: FunctionForm::Arrow, params, body: stmts }
}

/// One call of the invoke function, and the books around it.
fn counted(body: &mut Body<'_>, adapter: &ClosureAdapter, name: &str, keeper: Keeper, state: &Expr, args: Vec<Expr>) {
    if keeper == Keeper::Function {
        body.run(state.clone().member("count").binary("+=", Expr::int(1)));
    }
    let data = state.clone().member("a");
    let mut after = Vec::new();
    let word = if adapter.mutable {
        // The guest refuses a call while another one runs.
        let taken = body.constant("data", data.clone());
        body.run(data.clone().binary("=", Expr::int(0)));
        let given_back = match keeper {
            Keeper::Function => taken.clone(),
            // The loan may have ended meanwhile.
            Keeper::Rust => cond(same(state.clone().member("b"), Expr::int(0)), Expr::int(0), taken.clone()),
        };
        after.push(Stmt::Expr(data.binary("=", given_back)));
        taken
    } else {
        data
    };
    if keeper == Keeper::Function {
        after.push(Stmt::Expr(pure_helper(Helper::ClosureRelease, [state.clone()])));
    }
    let prefix = vec![word, state.clone().member("b")];
    let call = Call { call: &adapter.call, name, prefix, args, entry: Entry::Plain };
    let (mut inner, ()) = body.block(|body| {
        invoke(body, call, |body, value| {
            if let Some(value) = value {
                body.push(Stmt::Return(Some(value)));
            }
        });
    });
    return_directly(&mut inner);
    match after.is_empty() {
        true => inner.into_iter().for_each(|stmt| body.push(stmt)),
        false => body.push(Stmt::Try(inner, None, Some(after))),
    }
}

#[cfg(test)]
mod tests;
