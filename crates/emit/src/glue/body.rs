//! A function body under construction: statements so far, and local names that clash with nothing the body can mention.

use wbg_ir::failure::Guard;

use crate::contract::WASM;
use crate::glue::{Context, RECORD};
use crate::helpers::Helper;
use crate::js::ast::{Expr, Stmt};
use crate::js::visit;
use crate::scope::Scope;

/// A function body under construction.
#[derive(Debug)]
pub struct Body<'a> {
    ctx: Context<'a>,
    scope: Scope<'a>,
    stmts: Vec<Stmt>,
}

impl<'a> Body<'a> {
    /// An empty body. Its locals avoid every module-level name that glue bodies mention.
    pub fn new(ctx: Context<'a>) -> Self {
        Self { ctx, scope: Scope::inside(&ctx.plan.mentioned), stmts: Vec::new() }
    }

    /// What the body may look at.
    pub fn ctx(&self) -> Context<'a> {
        self.ctx
    }

    /// A parameter: the wanted name, or the nearest that is free.
    pub fn param(&mut self, wanted: &str) -> String {
        self.scope.declare(wanted)
    }

    /// A fresh numbered local: `base0`, `base1`, …
    pub fn fresh(&mut self, base: &str) -> String {
        self.scope.numbered(base)
    }

    /// A fresh local with the wanted name itself if it is free.
    pub fn named(&mut self, wanted: &str) -> String {
        self.scope.declare_ours(wanted)
    }

    /// Adds a statement. A constant that is returned at once is the returned value.
    pub fn push(&mut self, stmt: Stmt) {
        if let (Some(Stmt::Const(name, value)), Stmt::Return(Some(Expr::Ident(returned)))) = (self.stmts.last(), &stmt)
            && name == returned
        {
            let value = value.clone();
            self.stmts.pop();
            self.stmts.push(Stmt::Return(Some(value)));
        } else {
            self.stmts.push(stmt);
        }
    }

    /// Adds `value;`.
    pub fn run(&mut self, value: Expr) {
        self.stmts.push(Stmt::Expr(value));
    }

    /// Adds `const base0 = value;` and returns the name as an expression.
    pub fn constant(&mut self, base: &str, value: Expr) -> Expr {
        let name = self.fresh(base);
        self.stmts.push(Stmt::Const(name.clone(), value));
        Expr::Ident(name)
    }

    /// Adds `const ret = call;` and returns the name as an expression.
    pub fn result(&mut self, call: Expr) -> Expr {
        let name = self.named("ret");
        self.push(Stmt::Const(name.clone(), call));
        Expr::Ident(name)
    }

    /// The value itself if naming it twice costs and changes nothing, else a constant that holds it.
    pub fn bind(&mut self, base: &str, value: Expr) -> Expr {
        match value {
            Expr::Ident(_) | Expr::Num(_) | Expr::Atom(_) => value,
            _ => self.constant(base, value),
        }
    }

    /// Builds the statements of an inner block with this body's names.
    pub fn block<T>(&mut self, build: impl FnOnce(&mut Self) -> T) -> (Vec<Stmt>, T) {
        let outer = std::mem::take(&mut self.stmts);
        let result = build(self);
        (std::mem::replace(&mut self.stmts, outer), result)
    }

    /// The finished statements. A record that nothing uses is not fetched.
    pub fn finish(mut self) -> Vec<Stmt> {
        if let Some(at) = self.stmts.iter().position(fetches_record)
            && !visit::mentions(&self.stmts[at + 1..], RECORD)
        {
            self.stmts.remove(at);
        }
        self.stmts
    }
}

/// `const wbg = __wbg_instance;`, which does nothing but name it.
fn fetches_record(stmt: &Stmt) -> bool {
    matches!(stmt, Stmt::Const(name, Expr::Helper(Helper::Instance)) if name == RECORD)
}

/// `wbg`: the instance record.
pub fn record() -> Expr {
    Expr::ident(RECORD)
}

/// `helper(wbg, args…)`.
pub fn helper(helper: Helper, args: impl IntoIterator<Item = Expr>) -> Expr {
    let mut all = vec![record()];
    all.extend(args);
    Expr::Helper(helper).call(all)
}

/// `helper(args…)`, for helpers that need no record.
pub fn pure_helper(helper: Helper, args: impl Into<Vec<Expr>>) -> Expr {
    Expr::Helper(helper).call(args)
}

/// A function, table or memory of the instance: `wbg.wasm.name`, with a guard around functions. Where there is only ever one
/// instance, its exports are a binding of the module too, and what needs no guard is reached through that: one load less.
pub fn core(ctx: Context<'_>, name: &str) -> Expr {
    let exports = match ctx.guard() {
        Guard::None if !ctx.rewinds(name) => Expr::ident(WASM),
        Guard::None | Guard::Abort | Guard::AbortReinit => record().member(WASM),
    };
    exports.member(name)
}
