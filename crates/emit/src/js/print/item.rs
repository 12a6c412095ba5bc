//! Declarations: functions, classes, constants and their comments.

use super::expr::{MEMBER, key};
use super::{Keyword, Printer};
use crate::js::ast::{ClassMember, ClassMemberKind, Function, FunctionForm, Item};

impl Printer {
    pub(super) fn params_and_body(&mut self, function: &Function) {
        self.word(&format!("({}) ", function.params.join(", ")));
        self.block(&function.body);
    }

    pub(super) fn item(&mut self, item: &Item, keyword: Keyword) {
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

    pub(super) fn declaration(&mut self, name: &str, function: &Function, keyword: Keyword) {
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

    pub(super) fn class_member(&mut self, member: &ClassMember) {
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

    pub(super) fn doc(&mut self, text: &str) {
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
