//! A small JavaScript tree: the shapes that per-binding glue is made of.
//!
//! Parentheses, semicolons, indentation and quoting belong to the printer. Fixed code is not built here: it lives in
//! `runtime/**/*.js` and is referred to through [`Expr::Helper`].

use crate::helpers::Helper;

/// An expression.
#[derive(Clone, Debug, PartialEq)]
pub enum Expr {
    /// A name in scope: locals, items, globals.
    Ident(String),
    /// A function or class of the runtime; the printer writes its identifier and the plan includes its file.
    Helper(Helper),
    /// An integer or float literal, written as given.
    Num(String),
    /// A string literal; the printer quotes and escapes.
    Str(String),
    /// `undefined`, `null`, `true`, `this`, `super`, `new.target`, BigInt literals and the like: atoms written as given.
    Atom(&'static str),
    /// `object.name`, or `object["na-me"]` when the name is not an identifier.
    Member(Box<Expr>, String),
    /// `object?.name`.
    OptionalMember(Box<Expr>, String),
    /// `object[key]`.
    Index(Box<Expr>, Box<Expr>),
    /// `callee(args)`.
    Call(Box<Expr>, Vec<Expr>),
    /// `new callee(args)`.
    New(Box<Expr>, Vec<Expr>),
    /// Prefix operator: `!`, `-`, `+`, `~`, `typeof `, `delete `, `await `, `void `.
    Unary(&'static str, Box<Expr>),
    /// Infix operator, assignment and `in`/`instanceof` included.
    Binary(&'static str, Box<Expr>, Box<Expr>),
    /// `a ? b : c`.
    Cond(Box<Expr>, Box<Expr>, Box<Expr>),
    /// `[a, b]`.
    Array(Vec<Expr>),
    /// `{ key: value }`.
    Object(Vec<Property>),
    /// `...value`, in arguments and arrays.
    Spread(Box<Expr>),
    /// `(params) => body` or `function (params) { body }`.
    Function(Box<Function>),
    /// A one-line expression from the intrinsics table, parenthesised by the printer where needed.
    Raw(String),
}

/// A member of an object literal.
#[derive(Clone, Debug, PartialEq)]
pub enum Property {
    /// `key: value`; the printer quotes odd keys.
    Value(String, Expr),
    /// `key(params) { body }`.
    Method(String, Function),
}

/// Parameters and body of any function form.
#[derive(Clone, Debug, Default, PartialEq)]
pub struct Function {
    /// How it is written.
    pub form: FunctionForm,
    /// Parameter names; `...rest` written as given.
    pub params: Vec<String>,
    /// Statements. An arrow whose body is a single `return` prints as an expression arrow.
    pub body: Vec<Stmt>,
}

/// How a function is written where it is an expression.
#[derive(Clone, Copy, Debug, Default, PartialEq, Eq)]
pub enum FunctionForm {
    /// `(a) => …`.
    #[default]
    Arrow,
    /// `function (a) { … }`.
    Plain,
    /// `async (a) => …` / `async function` / async method.
    Async,
}

/// A statement.
#[derive(Clone, Debug, PartialEq)]
pub enum Stmt {
    /// `const name = value;`
    Const(String, Expr),
    /// `let name;` or `let name = value;`
    Let(String, Option<Expr>),
    /// `value;`
    Expr(Expr),
    /// `return;` or `return value;`
    Return(Option<Expr>),
    /// `throw value;`
    Throw(Expr),
    /// `if (test) { then } else { otherwise }`; an empty `otherwise` prints no `else`.
    If(Expr, Vec<Stmt>, Vec<Stmt>),
    /// `try { … } catch (name) { … } finally { … }`; at least one of the last two.
    Try(Vec<Stmt>, Option<(String, Vec<Stmt>)>, Option<Vec<Stmt>>),
    /// `// text`, one line per line of text.
    Comment(String),
}

/// A declaration at module level.
#[derive(Clone, Debug, PartialEq)]
pub enum Item {
    /// `function name(params) { body }`.
    Function {
        /// JSDoc text without delimiters; none when empty.
        doc: String,
        /// Local name.
        name: String,
        /// The function.
        function: Function,
    },
    /// `class name extends parent { members }`.
    Class {
        /// JSDoc text.
        doc: String,
        /// Local name.
        name: String,
        /// Parent class.
        extends: Option<Expr>,
        /// Members in order.
        members: Vec<ClassMember>,
        /// Statements that belong right after the class (symbols, namespace bits).
        after: Vec<Stmt>,
    },
    /// `const name = value;`
    Const {
        /// JSDoc text.
        doc: String,
        /// Local name.
        name: String,
        /// Value.
        value: Expr,
    },
    /// A statement at module level.
    Stmt(Stmt),
}

/// A member of a class.
#[derive(Clone, Debug, PartialEq)]
pub struct ClassMember {
    /// JSDoc text.
    pub doc: String,
    /// `static`, or nothing.
    pub is_static: bool,
    /// Method, getter or setter.
    pub kind: ClassMemberKind,
    /// Name; a computed key is written `[expr]`; the printer quotes other odd names.
    pub name: String,
    /// The function.
    pub function: Function,
}

/// Kinds of class member.
#[derive(Clone, Copy, Debug, PartialEq, Eq)]
pub enum ClassMemberKind {
    /// `name() {}` (`constructor` too).
    Method,
    /// `get name() {}`.
    Getter,
    /// `set name(v) {}`.
    Setter,
}

impl Expr {
    /// A name in scope.
    pub fn ident(name: impl Into<String>) -> Self {
        Expr::Ident(name.into())
    }

    /// An integer literal.
    pub fn int(value: impl Into<i128>) -> Self {
        Expr::Num(value.into().to_string())
    }

    /// `self.name`.
    pub fn member(self, name: impl Into<String>) -> Self {
        Expr::Member(Box::new(self), name.into())
    }

    /// `self[key]`.
    pub fn index(self, key: Expr) -> Self {
        Expr::Index(Box::new(self), Box::new(key))
    }

    /// `self(args)`.
    pub fn call(self, args: impl Into<Vec<Expr>>) -> Self {
        Expr::Call(Box::new(self), args.into())
    }

    /// `self op other`.
    pub fn binary(self, op: &'static str, other: Expr) -> Self {
        Expr::Binary(op, Box::new(self), Box::new(other))
    }

    /// `op self`.
    pub fn unary(self, op: &'static str) -> Self {
        Expr::Unary(op, Box::new(self))
    }
}

impl Stmt {
    /// `const name = value;`
    pub fn constant(name: impl Into<String>, value: Expr) -> Self {
        Stmt::Const(name.into(), value)
    }
}
