//! Repeated metadata programs (code generation units can duplicate one) reduced to the first of each.

use std::collections::BTreeMap;

use wbg_schema::program::{ImportKind, Program};

/// Distinct programs in section order.
pub(crate) fn distinct(programs: &[Program]) -> Vec<&Program> {
    // Full comparison only among programs that start alike: large guests have thousands of programs.
    let mut seen: BTreeMap<(&str, &str, Option<&str>), Vec<&Program>> = BTreeMap::new();
    let mut kept = Vec::new();
    for program in programs {
        let key = (program.unique_crate_identifier.as_str(), program.module_path.as_str(), first_name(program));
        let alike = seen.entry(key).or_default();
        if !alike.contains(&program) {
            alike.push(program);
            kept.push(program);
        }
    }
    kept
}

fn first_name(program: &Program) -> Option<&str> {
    let import = program.imports.first().map(|import| match &import.kind {
        ImportKind::Function(f) => f.shim.as_str(),
        ImportKind::Static(s) => s.shim.as_str(),
        ImportKind::String(s) => s.shim.as_str(),
        ImportKind::Type(t) => t.instanceof_shim.as_str(),
        ImportKind::Enum(e) => e.name.as_str(),
        ImportKind::DynamicUnion(u) => u.name.as_str(),
    });
    import
        .or_else(|| program.exports.first().map(|e| e.function.name.as_str()))
        .or_else(|| program.structs.first().map(|s| s.name.as_str()))
        .or_else(|| program.enums.first().map(|e| e.name.as_str()))
}

#[cfg(test)]
mod tests {
    use super::*;
    use crate::testing::{export, program};

    #[test]
    fn repeated_programs_count_once_and_order_stays() {
        let mut a = program("a");
        a.exports.push(export("f", 0));
        let mut b = program("a");
        b.exports.push(export("g", 0));
        let all = [a.clone(), b.clone(), a.clone()];
        assert_eq!(distinct(&all), vec![&a, &b]);
    }
}
