//! Expressions: binding strength, parentheses, object and function literals.

use super::Printer;
use crate::js::ast::{Expr, Function, FunctionForm, Property, Stmt};
use crate::js::name::{is_identifier, quote};

/// Binding strength of an expression, loosest first.
#[derive(Clone, Copy, Debug, PartialEq, Eq, PartialOrd, Ord)]
pub(super) struct Level(u8);

pub(super) const LOOSEST: Level = Level(0);
pub(super) const ASSIGN: Level = Level(1);
const CONDITIONAL: Level = Level(2);
const POWER: Level = Level(13);
const UNARY: Level = Level(14);
pub(super) const MEMBER: Level = Level(17);
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

impl Printer {
    pub(super) fn expr(&mut self, value: &Expr, at_least: Level) {
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

    pub(super) fn property(&mut self, property: &Property) {
        match property {
            Property::Value(name, value) => {
                let key = key(name);
                self.word(&key);
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
}

/// A few plain members on one line: `{ a: 1, b }` forms read better so.
fn short(members: &[Property]) -> Option<String> {
    let mut texts = Vec::with_capacity(members.len());
    for member in members {
        match member {
            Property::Value(_, Expr::Object(_)) => return None,
            Property::Value(name, value) => texts.push(format!("{}: {}", key(name), expr_in_list(value))),
            Property::Method(..) => return None,
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
pub(super) fn key(name: &str) -> String {
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
