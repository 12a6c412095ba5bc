//! Imports that the wasm stage made and no binding knows: each is a helper of the runtime.

use wbg_ir::Linkage;
use wbg_ir::import::Resume;
use wbg_ir::linkage::TaskImport;

use crate::glue::RECORD;
use crate::helpers::Helper;
use crate::js::ast::{Expr, Function, FunctionForm, Stmt};
use crate::parts::{GlueImport, GlueImportValue};

/// Those that this module has.
pub fn all(linkage: &Linkage) -> impl Iterator<Item = GlueImport> + '_ {
    let resumes = linkage.resumes.iter().map(|how| resume_import(*how));
    resumes.chain(linkage.tasks.iter().map(|task| task_import(*task)))
}

/// How a stack goes on that has waited.
fn resume_import(how: Resume) -> GlueImport {
    let helper = match how {
        Resume::Throwing => Helper::FiberResume,
        Resume::Telling => Helper::FiberResumeTelling,
    };
    to_helper(how.import(), helper, &["outcome"])
}

/// What the wasm tells of asynchronous functions goes to the helper of that name.
fn task_import(task: TaskImport) -> GlueImport {
    let (helper, words): (_, &[&str]) = match task {
        TaskImport::Made => (Helper::TaskMade, &[]),
        TaskImport::Begin => (Helper::TaskBegin, &["future"]),
        TaskImport::Queue => (Helper::TaskQueue, &[]),
        TaskImport::End => (Helper::TaskEnd, &["pending", "before"]),
    };
    to_helper(task.name(), helper, words)
}

/// An import that is a helper, given the record and its words.
fn to_helper(name: &str, helper: Helper, words: &[&str]) -> GlueImport {
    let args = std::iter::once(RECORD).chain(words.iter().copied()).map(Expr::ident).collect::<Vec<_>>();
    let body = vec![Stmt::Return(Some(Expr::Helper(helper).call(args)))];
    let params = words.iter().map(|word| (*word).to_owned()).collect();
    let function = Function { form: FunctionForm::Plain, params, body };
    GlueImport { name: name.to_owned(), value: GlueImportValue::Function(function) }
}
