//! Prints the JavaScript tree: parentheses, quoting, semicolons and indentation are decided here and nowhere else.
//!
//! Knows the language; must not know bindings, targets or helpers' contents.

mod expr;
mod item;

use crate::js::ast::{Expr, Function, Item, Property, Stmt};

use expr::{ASSIGN, LOOSEST};

const INDENT: &str = "    ";

/// Whether a declaration carries the `export` keyword.
#[derive(Clone, Copy, Debug, PartialEq, Eq)]
pub enum Keyword {
    /// A plain declaration.
    Local,
    /// `export` in front of it.
    Export,
}

/// The text of an expression, as it stands where any expression may stand.
pub fn expr(value: &Expr) -> String {
    let mut printer = Printer::default();
    printer.expr(value, LOOSEST);
    printer.out
}

/// The text of statements, each line indented by `depth` levels and ended by a line feed.
pub fn stmts(list: &[Stmt], depth: usize) -> String {
    let mut printer = Printer { depth, ..Printer::default() };
    printer.stmts(list);
    printer.out
}

/// The text of a module-level declaration, ended by a line feed. `export` goes in front of the declaration itself, which starts
/// at column 0.
pub fn item(value: &Item, keyword: Keyword) -> String {
    let mut printer = Printer::default();
    printer.item(value, keyword);
    printer.out
}

/// `function name(params) { body }`, ended by a line feed.
pub fn declaration(name: &str, function: &Function, keyword: Keyword) -> String {
    let mut printer = Printer::default();
    printer.declaration(name, function, keyword);
    printer.out
}

/// The members of an object literal, one per line, indented by `depth` levels.
pub fn properties(list: &[Property], depth: usize) -> String {
    let mut printer = Printer { depth, ..Printer::default() };
    for property in list {
        printer.start();
        printer.property(property);
        printer.out.push_str(",\n");
    }
    printer.out
}

#[derive(Default)]
struct Printer {
    out: String,
    depth: usize,
}

impl Printer {
    fn start(&mut self) {
        for _ in 0..self.depth {
            self.out.push_str(INDENT);
        }
    }

    fn word(&mut self, text: &str) {
        self.out.push_str(text);
    }

    fn stmts(&mut self, list: &[Stmt]) {
        for stmt in list {
            self.stmt(stmt);
        }
    }

    /// `{`, the statements one level deeper, `}`; no line feed after it.
    fn block(&mut self, list: &[Stmt]) {
        if list.is_empty() {
            self.word("{}");
            return;
        }
        self.word("{\n");
        self.depth += 1;
        self.stmts(list);
        self.depth -= 1;
        self.start();
        self.word("}");
    }

    fn stmt(&mut self, stmt: &Stmt) {
        if let Stmt::Comment(text) = stmt {
            for line in text.lines() {
                self.start();
                self.word("// ");
                self.word(line);
                self.word("\n");
            }
            return;
        }
        self.start();
        match stmt {
            Stmt::Const(name, value) => self.binding("const ", name, Some(value)),
            Stmt::Let(name, value) => self.binding("let ", name, value.as_ref()),
            Stmt::Expr(value) => self.guarded(value, &["{", "function", "class", "async function", "let["], ";"),
            Stmt::Return(None) => self.word("return;"),
            Stmt::Return(Some(value)) => self.keyword("return ", value),
            Stmt::Throw(value) => self.keyword("throw ", value),
            Stmt::If(test, then, otherwise) => self.branch(test, then, otherwise),
            Stmt::Try(body, catch, finally) => self.attempt(body, catch.as_ref(), finally.as_deref()),
            Stmt::Comment(_) => {}
        }
        self.word("\n");
    }

    fn binding(&mut self, keyword: &str, name: &str, value: Option<&Expr>) {
        self.word(keyword);
        self.word(name);
        if let Some(value) = value {
            self.word(" = ");
            self.expr(value, ASSIGN);
        }
        self.word(";");
    }

    fn keyword(&mut self, keyword: &str, value: &Expr) {
        self.word(keyword);
        self.expr(value, LOOSEST);
        self.word(";");
    }

    fn branch(&mut self, test: &Expr, then: &[Stmt], otherwise: &[Stmt]) {
        self.word("if (");
        self.expr(test, LOOSEST);
        self.word(") ");
        self.block(then);
        match otherwise {
            [] => {}
            [Stmt::If(test, then, otherwise)] => {
                self.word(" else ");
                self.branch(test, then, otherwise);
            }
            _ => {
                self.word(" else ");
                self.block(otherwise);
            }
        }
    }

    fn attempt(&mut self, body: &[Stmt], catch: Option<&(String, Vec<Stmt>)>, finally: Option<&[Stmt]>) {
        self.word("try ");
        self.block(body);
        if let Some((name, handler)) = catch {
            self.word(&format!(" catch ({name}) "));
            match handler.as_slice() {
                // Imports have this by the dozen.
                [Stmt::Throw(value)] => {
                    self.word("{ ");
                    self.keyword("throw ", value);
                    self.word(" }");
                }
                _ => self.block(handler),
            }
        }
        if let Some(finally) = finally {
            self.word(" finally ");
            self.block(finally);
        }
    }

    /// An expression that must not begin with certain tokens, in parentheses if it does.
    fn guarded(&mut self, value: &Expr, forbidden: &[&str], end: &str) {
        let at = self.out.len();
        self.expr(value, LOOSEST);
        if forbidden.iter().any(|token| self.out[at..].starts_with(token)) {
            self.out.insert(at, '(');
            self.out.push(')');
        }
        self.word(end);
    }
}

#[cfg(test)]
mod tests;
