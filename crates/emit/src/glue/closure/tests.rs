use wbg_ir::closure::ClosureAdapter;
use wbg_ir::func::{Fallible, Inbound, Outbound, Prefix};
use wbg_ir::import::ImportKind;
use wbg_ir::value::{HandleType, Lower, LowerShape, Ownership};
use wbg_ir::{CoreFn, HandleMode, Id};

use super::*;
use crate::fixture::Fixture;
use crate::options::Target;
use crate::plan::Plan;

fn package(shapes: &[fn(ClosureId) -> LiftShape]) -> Fixture {
    let mut fixture = Fixture::new(Target::Web, HandleMode::ExternrefTable);
    let call =
        Inbound { prefix: Prefix::Closure, args: vec![], result: Lift::new(LiftShape::Unit), fallible: Fallible::No };
    let adapter = ClosureAdapter { core: CoreFn::from_index(0), mutable: false, call };
    let id = fixture.bindings.closures.push(adapter);
    for (i, shape) in shapes.iter().enumerate() {
        let result = Lower::new(LowerShape::Handle(HandleType::Any, Ownership::Owned));
        fixture.import(&format!("f{i}"), ImportKind::Cast(Outbound { args: vec![Lift::new(shape(id))], result }));
    }
    fixture
}

fn names(fixture: &Fixture) -> Result<Vec<String>, EmitError> {
    let input = fixture.input();
    let plan = Plan::new(&input)?;
    let parts = factories(Context { input, plan: &plan })?;
    Ok(parts
        .iter()
        .flat_map(|part| &part.items)
        .map(|item| match item {
            Item::Function { name, .. } => name.clone(),
            other => panic!("expected a function, got {other:?}"),
        })
        .collect())
}

#[test]
fn one_factory_per_use() {
    let shapes: [fn(ClosureId) -> LiftShape; 4] =
        [LiftShape::OwnedClosure, LiftShape::OwnedClosure, LiftShape::StackClosure, LiftShape::BorrowedClosure];
    let mut fixture = package(&shapes);
    fixture.linkage.closures.insert(ClosureId::from_index(0), "invoke".to_owned());
    assert_eq!(names(&fixture).expect("it can be expressed"), ["__wbg_closure_0", "__wbg_closure_0_lent"]);
}

#[test]
fn unused_closures_get_none() {
    let fixture = package(&[]);
    assert!(names(&fixture).expect("it can be expressed").is_empty());
}

#[test]
fn an_invoke_function_without_export_is_an_error() {
    let fixture = package(&[LiftShape::OwnedClosure]);
    let error = names(&fixture).expect_err("nothing can be called").to_string();
    assert!(error.contains("invoke function is not exported"), "{error}");
}
