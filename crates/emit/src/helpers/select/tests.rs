use super::*;

const A: &str = "\
import { __wbg_b } from './b.js';
export function __wbg_a() {
    return __wbg_b() + __wbg_own;
}
const __wbg_own = __wbg_c;
export function __wbg_unused() {}
";
const B: &str = "export function __wbg_b() { return 1; }\nexport const __wbg_c = 2;\nconst __wbg_own = 0;\n";
const B_HEAP: &str = "export function __wbg_b() { return 3; }\nexport const __wbg_c = 4;\n";

fn file(path: &'static str, text: &'static str, when: When) -> RuntimeFile {
    RuntimeFile { path, text, when }
}

fn choice(handles: HandleMode) -> Runtime {
    Runtime {
        handles,
        encode_into: EncodeInto::Test,
        realloc: Presence::Present,
        guard: Guard::None,
        imports: Imports::Unwatched,
        memory: MemoryKind::Private,
        rewind: Rewind::InWasm,
    }
}

#[test]
fn dependencies_come_first_and_keywords_go() {
    let files = [
        file("a.js", A, When::Always),
        file("b.js", B, When::Handles(HandleMode::ExternrefTable)),
        file("b_heap.js", B_HEAP, When::Handles(HandleMode::Heap)),
    ];
    let table = join(&files, ["__wbg_a"].into_iter(), choice(HandleMode::ExternrefTable));
    assert_eq!(
        table,
        "function __wbg_b() { return 1; }\n\nconst __wbg_c = 2;\n\nconst __wbg_own = __wbg_c;\n\n\
         function __wbg_a() {\n    return __wbg_b() + __wbg_own;\n}\n\n"
    );
    let heap = join(&files, ["__wbg_a"].into_iter(), choice(HandleMode::Heap));
    assert!(heap.contains("return 3") && !heap.contains("return 1"));
}

fn offered(choice: Runtime) -> Vec<&'static str> {
    let all = FILES.iter().filter(|file| choice.has(file)).flat_map(|file| chunks(file.text));
    all.filter(|chunk| chunk.visible == Visible::Everywhere).map(|chunk| chunk.name).collect()
}

#[test]
fn every_mentioned_name_is_declared_once() {
    for handles in [HandleMode::Heap, HandleMode::ExternrefTable] {
        for encode_into in [EncodeInto::Test, EncodeInto::Always, EncodeInto::Never] {
            for (realloc, guard, memory, rewind) in [
                (Presence::Present, Guard::None, MemoryKind::Private, Rewind::InWasm),
                (Presence::Present, Guard::None, MemoryKind::Private, Rewind::InJs),
                (Presence::Missing, Guard::Abort, MemoryKind::Private, Rewind::InWasm),
                (Presence::Missing, Guard::AbortReinit, MemoryKind::Private, Rewind::InJs),
                (Presence::Present, Guard::None, MemoryKind::Shared, Rewind::InJs),
                (Presence::Present, Guard::Abort, MemoryKind::Shared, Rewind::InWasm),
                (Presence::Present, Guard::AbortReinit, MemoryKind::Wide, Rewind::InJs),
                (Presence::Present, Guard::Abort, MemoryKind::SharedWide, Rewind::InWasm),
            ] {
                let imports = match (guard, memory) {
                    (Guard::None, _) => Imports::Unwatched,
                    (_, MemoryKind::Private | MemoryKind::Wide) => Imports::Counted,
                    (_, MemoryKind::Shared | MemoryKind::SharedWide) => Imports::Carried,
                };
                let choice = Runtime { handles, encode_into, realloc, guard, imports, memory, rewind };
                let names = offered(choice);
                let unique: BTreeSet<&str> = names.iter().copied().collect();
                assert_eq!(names.len(), unique.len(), "a name is exported twice for {choice:?}");
                for file in FILES.iter().filter(|file| choice.has(file)) {
                    let chunks = chunks(file.text);
                    for name in chunks.iter().flat_map(|chunk| &chunk.mentions) {
                        let known = unique.contains(name) || chunks.iter().any(|chunk| chunk.name == *name);
                        let properties = [
                            "__wbg_inst",
                            "__wbg_stack",
                            "__wbg_stack_pointer",
                            "__wbg_rewind",
                            "__wbg_failure",
                            "__wbg_outside",
                        ];
                        let property = name.starts_with("__wbg_ptr") || properties.contains(name);
                        let of_loader = *name == "__wbg_renew" || *name == RuntimeFn::TaskPoll.symbol();
                        assert!(
                            known || property || of_loader,
                            "{} mentions `{name}`, which no file offers",
                            file.path
                        );
                    }
                }
            }
        }
    }
}

#[test]
fn every_helper_has_a_file() {
    let only_heap = [Helper::Borrow, Helper::Unborrow, Helper::LiveCount];
    let only_table = [Helper::InitTable];
    for handles in [HandleMode::Heap, HandleMode::ExternrefTable] {
        let offered = offered(Runtime {
            guard: Guard::AbortReinit,
            imports: Imports::Carried,
            rewind: Rewind::InJs,
            ..choice(handles)
        });
        for helper in Helper::ALL {
            let elsewhere = match handles {
                HandleMode::Heap => only_table.contains(helper),
                HandleMode::ExternrefTable => only_heap.contains(helper),
            };
            assert!(elsewhere || offered.contains(&helper.identifier()), "no file offers `{}`", helper.identifier());
        }
    }
}

#[test]
fn the_whole_runtime_is_valid_code() {
    for handles in [HandleMode::Heap, HandleMode::ExternrefTable] {
        let choice =
            Runtime { guard: Guard::AbortReinit, imports: Imports::Carried, rewind: Rewind::InJs, ..choice(handles) };
        let code = runtime(&Helper::ALL.iter().copied().collect(), choice);
        let mut node = std::process::Command::new("node")
            .args(["--check", "-"])
            .stdin(std::process::Stdio::piped())
            .spawn()
            .expect("`node` checks the runtime");
        std::io::Write::write_all(&mut node.stdin.take().expect("it is piped"), code.as_bytes()).expect("node reads");
        assert!(node.wait().expect("node ends").success(), "{code}");
        assert!(!code.contains("@param") && !code.contains("@type"), "{code}");
    }
}

#[test]
fn addresses_of_64_bits_keep_all_of_them() {
    let all: BTreeSet<Helper> = Helper::ALL.iter().copied().collect();
    let narrow = choice(HandleMode::ExternrefTable);
    assert!(runtime(&all, narrow).contains("ptr >>> 0"));
    for memory in [MemoryKind::Wide, MemoryKind::SharedWide] {
        let code = runtime(&all, Runtime { guard: Guard::Abort, imports: Imports::Carried, memory, ..narrow });
        for line in code.lines().filter(|line| line.contains(">>>")) {
            assert!(line.contains("array.length >>> 0"), "{line}");
        }
    }
}
