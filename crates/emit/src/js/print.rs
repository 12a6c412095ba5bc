//! Prints the JavaScript tree: parentheses, quoting, semicolons and indentation are decided here and nowhere else.
//!
//! Knows the language; must not know bindings, targets or helpers' contents.

use crate::js::ast::{ClassMember, ClassMemberKind, Expr, Function, FunctionForm, Item, Property, Stmt};
use crate::js::name::{is_identifier, quote};

const INDENT: &str = "    ";

/// Whether a declaration carries the `export` keyword.
#[derive(Clone, Copy, Debug, PartialEq, Eq)]
pub enum Keyword {
    /// A plain declaration.
    Local,
    /// `export` in front of it.
    Export,
}

/// Binding strength of an expression, loosest first.
#[derive(Clone, Copy, Debug, PartialEq, Eq, PartialOrd, Ord)]
struct Level(u8);

const LOOSEST: Level = Level(0);
const ASSIGN: Level = Level(1);
const CONDITIONAL: Level = Level(2);
const POWER: Level = Level(13);
const UNARY: Level = Level(14);
const MEMBER: Level = Level(17);
const ATOM: Level = Level(18);

fn operator_level(op: &str) -> Level {
    Level(match op {
        "??" | "||" => 3,
        "&&" => 4,
        "|" => 5,
        "^" => 6,
        "&" => 7,
        "==" | "!=" | "===" | "!==" => 8,
        "<" | ">" | "<=" | ">=" | "in" | "instanceof" => 9,
        "<<" | ">>" | ">>>" => 10,
        "+" | "-" => 11,
        "*" | "/" | "%" => 12,
        "**" => POWER.0,
        _ => ASSIGN.0,
    })
}

fn level(expr: &Expr) -> Level {
    match expr {
        Expr::Ident(_) | Expr::Helper(_) | Expr::Str(_) | Expr::Array(_) | Expr::Object(_) => ATOM,
        Expr::Num(text) => signed(text),
        Expr::Atom(text) => signed(text),
        Expr::Member(..) | Expr::OptionalMember(..) | Expr::Index(..) | Expr::Call(..) | Expr::New(..) => MEMBER,
        Expr::Unary(..) => UNARY,
        Expr::Binary(op, ..) => operator_level(op),
        Expr::Cond(..) => CONDITIONAL,
        Expr::Spread(_) | Expr::Raw(_) => ASSIGN,
        Expr::Function(function) => match function.form {
            FunctionForm::Plain => ATOM,
            FunctionForm::Arrow | FunctionForm::Async => ASSIGN,
        },
    }
}

fn signed(text: &str) -> Level {
    if text.starts_with('-') { UNARY } else { ATOM }
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
            self.block(handler);
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

    fn expr(&mut self, value: &Expr, at_least: Level) {
        if level(value) < at_least {
            self.word("(");
            self.bare(value);
            self.word(")");
        } else {
            self.bare(value);
        }
    }

    fn bare(&mut self, value: &Expr) {
        match value {
            Expr::Ident(name) | Expr::Num(name) | Expr::Raw(name) => self.word(name),
            Expr::Helper(helper) => self.word(helper.identifier()),
            Expr::Str(text) => self.word(&quote(text)),
            Expr::Atom(text) => self.word(text),
            Expr::Member(object, name) => self.member(object, name, ""),
            Expr::OptionalMember(object, name) => self.member(object, name, "?."),
            Expr::Index(object, key) => {
                self.object(object);
                self.word("[");
                self.expr(key, LOOSEST);
                self.word("]");
            }
            Expr::Call(callee, args) => {
                self.object(callee);
                self.list("(", args, ")");
            }
            Expr::New(callee, args) => self.construct(callee, args),
            Expr::Unary(op, operand) => self.unary(op, operand),
            Expr::Binary(op, left, right) => self.binary(op, left, right),
            Expr::Cond(test, then, otherwise) => {
                self.expr(test, Level(CONDITIONAL.0 + 1));
                self.word(" ? ");
                self.expr(then, ASSIGN);
                self.word(" : ");
                self.expr(otherwise, ASSIGN);
            }
            Expr::Array(items) => self.list("[", items, "]"),
            Expr::Object(members) => self.object_literal(members),
            Expr::Spread(inner) => {
                self.word("...");
                self.expr(inner, ASSIGN);
            }
            Expr::Function(function) => self.function_expr(function),
        }
    }

    /// The left side of a member access or call. A number literal would swallow the dot.
    fn object(&mut self, value: &Expr) {
        let at_least = if matches!(value, Expr::Num(_)) { Level(ATOM.0 + 1) } else { MEMBER };
        self.expr(value, at_least);
    }

    fn member(&mut self, object: &Expr, name: &str, optional: &str) {
        self.object(object);
        match (is_identifier(name), optional.is_empty()) {
            (true, true) => self.word("."),
            (true, false) => self.word("?."),
            (false, _) => {
                self.word(optional);
                self.word(&format!("[{}]", quote(name)));
                return;
            }
        }
        self.word(name);
    }

    fn list(&mut self, open: &str, items: &[Expr], close: &str) {
        self.word(open);
        for (i, item) in items.iter().enumerate() {
            if i > 0 {
                self.word(", ");
            }
            self.expr(item, ASSIGN);
        }
        self.word(close);
    }

    fn construct(&mut self, callee: &Expr, args: &[Expr]) {
        self.word("new ");
        if has_call(callee) {
            self.word("(");
            self.expr(callee, LOOSEST);
            self.word(")");
        } else {
            self.object(callee);
        }
        self.list("(", args, ")");
    }

    fn unary(&mut self, op: &'static str, operand: &Expr) {
        self.word(op);
        let at = self.out.len();
        self.expr(operand, UNARY);
        // `--x` and `++x` are other operators.
        if let Some(sign @ ('-' | '+')) = op.chars().next()
            && self.out[at..].starts_with(sign)
        {
            self.out.insert(at, '(');
            self.out.push(')');
        }
    }

    fn binary(&mut self, op: &'static str, left: &Expr, right: &Expr) {
        let own = operator_level(op);
        let tighter = Level(own.0 + 1);
        let (left_level, right_level) = match own {
            // Only a name or a member can be assigned to; chains group to the right.
            ASSIGN => (MEMBER, ASSIGN),
            // A signed base is a syntax error without parentheses.
            POWER => (Level(UNARY.0 + 1), POWER),
            _ => (own, tighter),
        };
        self.operand(op, left, left_level);
        self.word(&format!(" {op} "));
        self.operand(op, right, right_level);
    }

    /// `??` does not mix with `||` and `&&`.
    fn operand(&mut self, op: &str, value: &Expr, at_least: Level) {
        let mixes = match value {
            Expr::Binary(inner, ..) => {
                (op == "??" && matches!(*inner, "||" | "&&")) || (matches!(op, "||" | "&&") && *inner == "??")
            }
            _ => false,
        };
        self.expr(value, if mixes { ATOM } else { at_least });
    }

    fn object_literal(&mut self, members: &[Property]) {
        if members.is_empty() {
            self.word("{}");
            return;
        }
        if let Some(line) = short(members) {
            self.word(&line);
            return;
        }
        self.word("{\n");
        self.depth += 1;
        for member in members {
            self.start();
            self.property(member);
            self.word(",\n");
        }
        self.depth -= 1;
        self.start();
        self.word("}");
    }

    fn property(&mut self, property: &Property) {
        match property {
            Property::Value(name, value) => {
                let key = key(name);
                self.word(&key);
                self.word(": ");
                self.expr(value, ASSIGN);
            }
            Property::Special(name, value) => {
                self.word(name);
                self.word(": ");
                self.expr(value, ASSIGN);
            }
            Property::Method(name, function) => {
                if function.form == FunctionForm::Async {
                    self.word("async ");
                }
                let key = key(name);
                self.word(&key);
                self.params_and_body(function);
            }
        }
    }

    fn params_and_body(&mut self, function: &Function) {
        self.word(&format!("({}) ", function.params.join(", ")));
        self.block(&function.body);
    }

    fn function_expr(&mut self, function: &Function) {
        if function.form == FunctionForm::Plain {
            self.word("function ");
            self.params_and_body(function);
            return;
        }
        if function.form == FunctionForm::Async {
            self.word("async ");
        }
        self.word(&format!("({}) => ", function.params.join(", ")));
        match function.body.as_slice() {
            [Stmt::Return(Some(value))] => {
                let at = self.out.len();
                self.expr(value, ASSIGN);
                if self.out[at..].starts_with('{') {
                    self.out.insert(at, '(');
                    self.out.push(')');
                }
            }
            body => self.block(body),
        }
    }

    fn item(&mut self, item: &Item, keyword: Keyword) {
        match item {
            Item::Function { doc, name, function } => {
                self.doc(doc);
                self.declaration(name, function, keyword);
            }
            Item::Class { doc, name, extends, members, after } => {
                self.doc(doc);
                self.export(keyword);
                self.word(&format!("class {name}"));
                if let Some(parent) = extends {
                    self.word(" extends ");
                    self.expr(parent, MEMBER);
                }
                self.word(" {\n");
                self.depth += 1;
                for member in members {
                    self.class_member(member);
                }
                self.depth -= 1;
                self.start();
                self.word("}\n");
                self.stmts(after);
            }
            Item::Const { doc, name, value } => {
                self.doc(doc);
                self.start();
                self.export(keyword);
                self.binding("const ", name, Some(value));
                self.word("\n");
            }
            Item::Stmt(stmt) => self.stmt(stmt),
        }
    }

    fn export(&mut self, keyword: Keyword) {
        if keyword == Keyword::Export {
            self.word("export ");
        }
    }

    fn declaration(&mut self, name: &str, function: &Function, keyword: Keyword) {
        self.start();
        self.export(keyword);
        if function.form == FunctionForm::Async {
            self.word("async ");
        }
        self.word("function ");
        self.word(name);
        self.params_and_body(function);
        self.word("\n");
    }

    fn class_member(&mut self, member: &ClassMember) {
        self.doc(&member.doc);
        self.start();
        if member.is_static {
            self.word("static ");
        }
        if member.function.form == FunctionForm::Async {
            self.word("async ");
        }
        self.word(match member.kind {
            ClassMemberKind::Method => "",
            ClassMemberKind::Getter => "get ",
            ClassMemberKind::Setter => "set ",
        });
        let key = if member.name.starts_with('[') { member.name.clone() } else { key(&member.name) };
        self.word(&key);
        self.params_and_body(&member.function);
        self.word("\n");
    }

    fn doc(&mut self, text: &str) {
        if text.is_empty() {
            return;
        }
        self.start();
        self.word("/**\n");
        for line in text.lines() {
            self.start();
            self.word(" *");
            if !line.is_empty() {
                self.word(" ");
                self.word(line);
            }
            self.word("\n");
        }
        self.start();
        self.word(" */\n");
    }
}

/// A few plain members on one line: `{ a: 1, b }` forms read better so.
fn short(members: &[Property]) -> Option<String> {
    let mut texts = Vec::with_capacity(members.len());
    for member in members {
        match member {
            Property::Value(_, Expr::Object(_)) => return None,
            Property::Value(name, value) => texts.push(format!("{}: {}", key(name), expr_in_list(value))),
            Property::Special(..) | Property::Method(..) => return None,
        }
    }
    let line = format!("{{ {} }}", texts.join(", "));
    (line.len() <= 60 && !line.contains('\n')).then_some(line)
}

fn expr_in_list(value: &Expr) -> String {
    let mut printer = Printer::default();
    printer.expr(value, ASSIGN);
    printer.out
}

/// A property key: bare when it can be, and never the prototype setter.
fn key(name: &str) -> String {
    if name == "__proto__" {
        "[\"__proto__\"]".to_owned()
    } else if is_identifier(name) || is_index(name) {
        name.to_owned()
    } else {
        quote(name)
    }
}

/// A canonical array index.
fn is_index(name: &str) -> bool {
    name.parse::<u32>().is_ok_and(|n| n.to_string() == name)
}

/// Whether `new` would take an inner call's arguments for its own.
fn has_call(callee: &Expr) -> bool {
    match callee {
        Expr::Call(..) | Expr::OptionalMember(..) => true,
        Expr::Member(object, _) | Expr::Index(object, _) => has_call(object),
        _ => false,
    }
}

#[cfg(test)]
mod tests;
