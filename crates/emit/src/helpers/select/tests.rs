use super::*;

const A: &str = "// @ts-check\n// About a.\nimport {\n    b,\n    c,\n} from \"./b.js\";\n\n/** Adds. */\nexport function a() {\n    return b() + c;\n}\n";
const B: &str = "export function b() { return 1; }\nexport const c = 2;\n";
const B_HEAP: &str = "export function b() { return 3; }\nexport const c = 4;\n";

fn file(path: &'static str, text: &'static str, when: When) -> RuntimeFile {
    RuntimeFile { path, text, when }
}

fn choice(handles: HandleMode) -> Runtime {
    Runtime { handles, encode_into: EncodeInto::Test, realloc: Presence::Present }
}

#[test]
fn dependencies_come_first_and_keywords_go() {
    let files = [
        file("a.js", A, When::Always),
        file("b.js", B, When::Handles(HandleMode::ExternrefTable)),
        file("b_heap.js", B_HEAP, When::Handles(HandleMode::Heap)),
    ];
    let table = join(&files, ["a"].into_iter(), choice(HandleMode::ExternrefTable));
    assert_eq!(
        table,
        "function b() { return 1; }\nconst c = 2;\n\n/** Adds. */\nfunction a() {\n    return b() + c;\n}\n\n"
    );
    let heap = join(&files, ["a"].into_iter(), choice(HandleMode::Heap));
    assert!(heap.contains("return 3") && !heap.contains("return 1"));
}

#[test]
fn every_import_of_every_file_resolves() {
    for handles in [HandleMode::Heap, HandleMode::ExternrefTable] {
        for encode_into in [EncodeInto::Test, EncodeInto::Always, EncodeInto::Never] {
            let choice = Runtime { handles, encode_into, realloc: Presence::Present };
            let files: Vec<_> = FILES.iter().filter(|file| choice.has(file)).collect();
            let offered: BTreeSet<&str> = files.iter().flat_map(|file| exported(file.text)).collect();
            for file in &files {
                for name in imported(file.text) {
                    assert!(offered.contains(name), "{} imports `{name}`, which no file offers", file.path);
                }
            }
            let count = files.iter().flat_map(|file| exported(file.text)).count();
            assert_eq!(count, offered.len(), "a name is exported twice for {choice:?}");
        }
    }
}

#[test]
fn every_helper_has_a_file() {
    let only_heap = [Helper::Borrow, Helper::Unborrow, Helper::LiveCount];
    let only_table = [Helper::InitTable];
    for handles in [HandleMode::Heap, HandleMode::ExternrefTable] {
        let choice = choice(handles);
        let offered: BTreeSet<&str> =
            FILES.iter().filter(|file| choice.has(file)).flat_map(|file| exported(file.text)).collect();
        for helper in Helper::ALL {
            let elsewhere = match handles {
                HandleMode::Heap => only_table.contains(helper),
                HandleMode::ExternrefTable => only_heap.contains(helper),
            };
            assert!(elsewhere || offered.contains(helper.identifier()), "no file offers `{}`", helper.identifier());
        }
    }
}
