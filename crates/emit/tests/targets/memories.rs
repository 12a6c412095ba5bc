//! Memories that the module imports: who makes them, who can bring one, and which names that takes.

use wbg_emit::options::EmitOptions;
use wbg_emit::target::assemble;
use wbg_emit::{EmitError, Target};
use wbg_ir::linkage::MemoryImport;

use crate::given::{Given, function, parts};
use wbg_emit::js::ast::Expr;

fn given(target: Target) -> Given {
    let mut given = Given::new(EmitOptions::new(target, "tiny"));
    let name = "memory".to_owned();
    given.linkage.imported_memory =
        Some(MemoryImport { name, initial: 2, maximum: Some(4), shared: true, wide: false });
    given
}

fn glue(target: Target, file: &str) -> String {
    let files = assemble(&given(target).input(), parts()).expect("the parts suit every target");
    files.texts[file].clone()
}

const NEW: &str = "new WebAssembly.Memory({ initial: 2, maximum: 4, shared: true })";

#[test]
fn glue_makes_the_memory_unless_it_is_brought() {
    for target in [Target::Web, Target::Nodejs, Target::NodejsModule, Target::NoModules, Target::Deno, Target::Module] {
        let text = glue(target, "tiny.js");
        assert!(text.contains("function __wbg_get_imports(memory) {"), "{target:?}: {text}");
        assert!(text.contains(&format!("memory: memory || {NEW},")), "{target:?}: {text}");
    }
    let text = glue(Target::Bundler, "tiny_bg.js");
    assert!(text.contains(&format!("export const memory = {NEW};")), "{text}");
}

#[test]
fn loaders_that_threads_can_call_take_module_and_memory() {
    for target in [Target::Web, Target::NoModules] {
        assert!(glue(target, "tiny.js").contains("function initSync(module, memory) {"), "{target:?}");
    }
    for target in [Target::Nodejs, Target::NodejsModule] {
        let text = glue(target, "tiny.js");
        assert!(text.contains("function initSync(options) {") && text.contains("__wbg_wasm_module"), "{text}");
    }
    // They start with a memory of their own.
    assert!(!glue(Target::Deno, "tiny.js").contains("initSync"));
}

#[test]
fn names_of_these_loaders_are_refused() {
    for (target, name) in [(Target::Nodejs, "initSync"), (Target::NodejsModule, "__wasm"), (Target::Bundler, "memory")]
    {
        let mut parts = parts();
        parts.items.push(function("taken", name, &[], Expr::int(1)));
        let error = assemble(&given(target).input(), parts).expect_err("two things would have one name");
        assert!(matches!(&error, EmitError::Name { subject, .. } if subject.contains(name)), "{target:?}: {error}");
    }
}
