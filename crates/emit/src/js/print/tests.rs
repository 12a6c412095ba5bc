use super::*;
use crate::js::ast::{ClassMember, ClassMemberKind, FunctionForm};

fn id(name: &str) -> Expr {
    Expr::ident(name)
}

fn function(params: &[&str], body: Vec<Stmt>) -> Function {
    Function { form: FunctionForm::Plain, params: params.iter().map(|p| (*p).to_owned()).collect(), body }
}

fn arrow(value: Expr) -> Expr {
    let body = vec![Stmt::Return(Some(value))];
    Expr::Function(Box::new(Function { form: FunctionForm::Arrow, params: vec!["a".to_owned()], body }))
}

#[test]
fn operators_get_the_parentheses_they_need() {
    let sum = || id("a").binary("+", id("b"));
    assert_eq!(expr(&sum().binary("*", id("c"))), "(a + b) * c");
    assert_eq!(expr(&id("c").binary("+", sum())), "c + (a + b)");
    assert_eq!(expr(&sum().binary("+", id("c"))), "a + b + c");
    assert_eq!(expr(&sum().binary(">>>", Expr::int(0)).binary("===", id("x"))), "a + b >>> 0 === x");
    assert_eq!(expr(&id("a").binary("**", id("b")).binary("**", id("c"))), "(a ** b) ** c");
    assert_eq!(expr(&id("a").unary("-").binary("**", id("c"))), "(-a) ** c");
    assert_eq!(expr(&id("a").binary("||", id("b")).binary("??", id("c"))), "(a || b) ?? c");
    assert_eq!(expr(&id("a").binary("??", id("b")).binary("&&", id("c"))), "(a ?? b) && c");
    assert_eq!(expr(&id("a").binary("=", id("b").binary("=", id("c")))), "a = b = c");
    assert_eq!(expr(&id("a").unary("-").unary("-")), "-(-a)");
    assert_eq!(expr(&Expr::int(-1).unary("-")), "-(-1)");
    assert_eq!(expr(&id("a").binary("in", id("b")).unary("!")), "!(a in b)");
}

#[test]
fn members_calls_and_constructions_bind_tightly() {
    let cond = Expr::Cond(Box::new(id("a")), Box::new(id("b")), Box::new(id("c")));
    assert_eq!(expr(&cond.clone().member("x")), "(a ? b : c).x");
    assert_eq!(
        expr(&Expr::Cond(Box::new(cond.clone()), Box::new(cond.clone()), Box::new(cond))),
        "(a ? b : c) ? a ? b : c : a ? b : c"
    );
    assert_eq!(expr(&Expr::int(1).member("toFixed").call([])), "(1).toFixed()");
    assert_eq!(expr(&id("a").member("not-a-name").member("class")), "a[\"not-a-name\"].class");
    let made = Expr::New(Box::new(id("f").call([]).member("C")), vec![]);
    assert_eq!(expr(&made), "new (f().C)()");
    assert_eq!(expr(&Expr::New(Box::new(id("ns").member("C")), vec![id("a")]).member("x")), "new ns.C(a).x");
    assert_eq!(expr(&arrow(id("a")).call([])), "((a) => a)()");
    assert_eq!(expr(&Expr::Raw("a, b".to_owned()).unary("!")), "!(a, b)");
    let optional = Expr::OptionalMember(Box::new(id("a")), "x-y".to_owned());
    assert_eq!(expr(&optional), "a?.[\"x-y\"]");
}

#[test]
fn objects_and_functions_do_not_start_statements_or_arrow_bodies() {
    assert_eq!(stmts(&[Stmt::Expr(Expr::Object(vec![]).member("x"))], 0), "({}.x);\n");
    assert_eq!(expr(&arrow(Expr::Object(vec![]))), "(a) => ({})");
    let plain = Expr::Function(Box::new(function(&[], vec![])));
    assert_eq!(stmts(&[Stmt::Expr(plain.call([]))], 0), "(function () {}());\n");
}

#[test]
fn odd_property_names_keep_their_meaning() {
    let one = |name: &str| Expr::Object(vec![Property::Value(name.to_owned(), Expr::int(1))]);
    assert_eq!(expr(&one("__proto__")), "{ [\"__proto__\"]: 1 }");
    assert_eq!(expr(&one("-1")), "{ \"-1\": 1 }");
    assert_eq!(expr(&one("0")), "{ 0: 1 }");
    assert_eq!(expr(&one("01")), "{ \"01\": 1 }");
    assert_eq!(expr(&one("class")), "{ class: 1 }");
}

#[test]
fn statements_are_indented_blocks() {
    let list = [
        Stmt::If(id("a"), vec![Stmt::Throw(id("b"))], vec![Stmt::If(id("c"), vec![], vec![Stmt::Return(None)])]),
        Stmt::Try(
            vec![Stmt::Expr(id("x"))],
            Some(("e".to_owned(), vec![])),
            Some(vec![Stmt::Comment("done\nhere".into())]),
        ),
        Stmt::Try(vec![Stmt::Return(Some(id("x")))], Some(("e".to_owned(), vec![Stmt::Throw(id("e"))])), None),
    ];
    let expected = "    if (a) {\n        throw b;\n    } else if (c) {} else {\n        return;\n    }\n    try {\n        x;\n    } \
                    catch (e) {} finally {\n        // done\n        // here\n    }\n    \
                    try {\n        return x;\n    } catch (e) { throw e; }\n";
    assert_eq!(stmts(&list, 1), expected);
}

#[test]
fn declarations_start_at_column_zero() {
    let item_ =
        Item::Function { doc: "Adds.\n\nMore.".into(), name: "f".into(), function: function(&["a", "...b"], vec![]) };
    assert_eq!(item(&item_, Keyword::Export), "/**\n * Adds.\n *\n * More.\n */\nexport function f(a, ...b) {}\n");
    let member = |kind, name: &str, is_static| ClassMember {
        doc: String::new(),
        is_static,
        kind,
        name: name.to_owned(),
        function: function(&[], vec![]),
    };
    let class = Item::Class {
        doc: String::new(),
        name: "C".into(),
        extends: Some(id("P")),
        members: vec![
            member(ClassMemberKind::Getter, "x-y", false),
            member(ClassMemberKind::Method, "[Symbol.iterator]", true),
            member(ClassMemberKind::Setter, "0", false),
        ],
        after: vec![Stmt::Expr(id("after"))],
    };
    let expected = "export class C extends P {\n    get \"x-y\"() {}\n    static [Symbol.iterator]() {}\n    set 0() {}\n}\nafter;\n";
    assert_eq!(item(&class, Keyword::Export), expected);
}
