//! Prints the declaration tree.

use crate::dts::ast::{
    Access, Body, ClassBody, ClassItem, DefaultPath, Init, InitMemory, Item, Member, MemberValue, Package, Param,
    ParamForm, RawExport, Scope, Signature,
};
use crate::js::name::{is_binding, is_identifier, quote};

/// First lines of every declaration file; linters look for them.
const HEADER: &str = "/* tslint:disable */\n/* eslint-disable */\n";

/// The text of a package's declarations.
pub fn package_text(package: &Package) -> String {
    let mut items = String::new();
    for item in &package.items {
        items.push('\n');
        print_item(&mut items, item, &package.scope);
    }
    if package.items.iter().any(is_hidden) {
        // Without it, everything declared here would count as exported.
        items.push_str("\nexport {};\n");
    }
    let mut out = String::from(HEADER);
    match &package.scope {
        Scope::Module => out.push_str(&items),
        Scope::Global(name) => out.push_str(&namespace(name, &items)),
    }
    if let Some(init) = &package.init {
        out.push('\n');
        print_init(&mut out, init, &package.scope);
    }
    out
}

/// Declarations as properties of a global.
fn namespace(name: &str, items: &str) -> String {
    let mut out = format!("declare namespace {name} {{\n");
    for line in items.trim_start_matches('\n').lines() {
        let indent = if line.is_empty() { "" } else { "    " };
        out.push_str(&format!("{indent}{line}\n"));
    }
    out.push_str("}\n");
    out
}

/// The text of the wasm module's declarations.
pub fn wasm_text(exports: &[RawExport]) -> String {
    let mut out = String::from(HEADER);
    for (at, export) in exports.iter().enumerate() {
        if is_binding(&export.name) {
            out.push_str(&format!("export const {}: {};\n", export.name, export.ty));
        } else if is_identifier(&export.name) {
            out.push_str(&format!(
                "declare const __wbg_{at}: {};\nexport {{ __wbg_{at} as {} }};\n",
                export.ty, export.name
            ));
        } else {
            out.push_str(&format!("// {}: {}\n", quote(&export.name), export.ty));
        }
    }
    out
}

fn is_hidden(item: &Item) -> bool {
    matches!(item, Item::Declared { access: Access::Local, .. })
}

fn print_item(out: &mut String, item: &Item, scope: &Scope) {
    match item {
        Item::Custom(text) => {
            out.push_str(text);
            out.push('\n');
        }
        Item::Note(text) => out.push_str(&format!("// {text}\n")),
        Item::Declared { doc, access, name, body } => {
            print_doc(out, doc, "");
            out.push_str(match access {
                Access::Export => "export ",
                // A type says by itself that it has no value.
                Access::TypeOnly if matches!(body, Body::Alias(_)) => "",
                // All of a global's namespace is declared.
                _ if matches!(scope, Scope::Global(_)) => "",
                _ => "declare ",
            });
            print_body(out, name, body);
            match access {
                Access::Export | Access::Local => {}
                Access::TypeOnly => out.push_str(&format!("export type {{ {name} }};\n")),
                Access::As(public) => out.push_str(&format!("export {{ {name} as {public} }};\n")),
                Access::Default if matches!(scope, Scope::Global(_)) => {
                    out.push_str(&format!("export {{ {name} as default }};\n"));
                }
                Access::Default => out.push_str(&format!("export default {name};\n")),
            }
        }
    }
}

fn print_body(out: &mut String, name: &str, body: &Body) {
    match body {
        Body::Function(signature) => out.push_str(&format!("function {name}{};\n", signature_text(signature))),
        Body::Class(class) => {
            let extends = class.extends.as_ref().map_or(String::new(), |parent| format!(" extends {parent}"));
            out.push_str(&format!("class {name}{extends} {{\n"));
            for member in &class.members {
                print_class_item(out, member);
            }
            out.push_str("}\n");
        }
        Body::Enum(variants) => {
            out.push_str(&format!("enum {name} {{\n"));
            for variant in variants {
                print_doc(out, &variant.doc, "    ");
                out.push_str(&format!("    {} = {},\n", key(&variant.name), variant.value));
            }
            out.push_str("}\n");
        }
        Body::Alias(text) => out.push_str(&format!("type {name} = {text};\n")),
        Body::Value(text) => out.push_str(&format!("let {name}: {text};\n")),
        Body::Namespace(members) => {
            out.push_str(&format!("let {name}: {{\n"));
            print_members(out, members, 1);
            out.push_str("};\n");
        }
    }
}

fn print_class_item(out: &mut String, item: &ClassItem) {
    print_doc(out, &item.doc, "    ");
    let tail = match &item.body {
        ClassBody::Method(signature) => signature_text(signature),
        ClassBody::Property(ty) => format!(": {ty}"),
        ClassBody::Getter(ty) => format!("(): {ty}"),
        ClassBody::Setter(ty) => format!("(value: {ty})"),
    };
    out.push_str(&format!("    {}{}{tail};\n", item.prefix, key(&item.name)));
}

fn print_members(out: &mut String, members: &[Member], depth: usize) {
    let indent = "    ".repeat(depth);
    for member in members {
        match &member.value {
            MemberValue::Typeof(local) => out.push_str(&format!("{indent}{}: typeof {local},\n", key(&member.name))),
            MemberValue::Nested(inner) => {
                out.push_str(&format!("{indent}{}: {{\n", key(&member.name)));
                print_members(out, inner, depth + 1);
                out.push_str(&format!("{indent}}},\n"));
            }
        }
    }
}

fn signature_text(signature: &Signature) -> String {
    let params: Vec<String> = signature.params.iter().map(param_text).collect();
    let result = signature.result.as_ref().map_or(String::new(), |ty| format!(": {ty}"));
    format!("({}){result}", params.join(", "))
}

fn param_text(param: &Param) -> String {
    let Param { name, ty, form } = param;
    match form {
        ParamForm::Required => format!("{name}: {ty}"),
        ParamForm::Omittable => format!("{name}?: {ty}"),
        ParamForm::Rest => format!("...{name}: {ty}"),
    }
}

/// A property name: bare, computed, or quoted.
fn key(name: &str) -> String {
    let bare = is_identifier(name) || name.parse::<u32>().is_ok_and(|index| index.to_string() == name);
    if bare || (name.starts_with('[') && name.ends_with(']')) { name.to_owned() } else { quote(name) }
}

fn print_doc(out: &mut String, text: &str, indent: &str) {
    if text.is_empty() {
        return;
    }
    out.push_str(&format!("{indent}/**\n"));
    for line in text.split('\n') {
        let gap = if line.is_empty() { "" } else { " " };
        out.push_str(&format!("{indent} *{gap}{line}\n"));
    }
    out.push_str(&format!("{indent} */\n"));
}

fn print_init(out: &mut String, init: &Init, scope: &Scope) {
    let (types, function) = match scope {
        Scope::Module => ("export", "export default function __wbg_init".to_owned()),
        Scope::Global(name) => ("declare", format!("declare function {name}")),
    };
    if init.path != DefaultPath::Loaded {
        let input = "RequestInfo | URL | Response | BufferSource | WebAssembly.Module";
        out.push_str(&format!("{types} type InitInput = {input};\n\n"));
    }
    out.push_str(&format!("{types} interface InitOutput {{\n"));
    for export in &init.exports {
        out.push_str(&format!("    readonly {}: {};\n", key(&export.name), export.ty));
    }
    out.push_str(&format!("}}\n\n{types} type SyncInitInput = BufferSource | WebAssembly.Module;\n\n"));
    if init.path == DefaultPath::Loaded {
        return print_threads(out);
    }
    let (bag, positional) = match init.memory {
        InitMemory::Own => ("", ""),
        InitMemory::Imported => (", memory?: WebAssembly.Memory", ", memory?: WebAssembly.Memory"),
        InitMemory::Shared => {
            (", memory?: WebAssembly.Memory, thread_stack_size?: number", ", memory?: WebAssembly.Memory")
        }
    };
    let mut sync = String::new();
    print_doc(&mut sync, SYNC_DOC, "");
    sync.push_str(&format!(
        "export function initSync(module: {{ module: SyncInitInput{bag} }} | SyncInitInput{positional}): InitOutput;\n"
    ));
    match scope {
        Scope::Module => out.push_str(&sync),
        Scope::Global(name) => out.push_str(&namespace(name, &sync)),
    }
    let optional = match init.path {
        DefaultPath::Known => "?",
        DefaultPath::Required | DefaultPath::Loaded => "",
    };
    let input = "InitInput | Promise<InitInput>";
    out.push('\n');
    print_doc(out, ASYNC_DOC, "");
    out.push_str(&format!(
        "{function} (module_or_path{optional}: {{ module_or_path: {input}{bag} }} | {input}{positional}): Promise<InitOutput>;\n"
    ));
}

/// What threads of Node are started with.
fn print_threads(out: &mut String) {
    out.push_str(
        "export interface InitSyncOptions {\n    module?: SyncInitInput;\n    memory?: WebAssembly.Memory;\n    \
         thread_stack_size?: number;\n}\n\n",
    );
    print_doc(out, THREAD_DOC, "");
    out.push_str("export function initSync(opts?: InitSyncOptions): InitOutput;\n\n");
    print_doc(out, "The imports of the module, over the given memory or a new one.", "");
    out.push_str("export function __wbg_get_imports(memory?: WebAssembly.Memory): WebAssembly.Imports;\n\n");
    print_doc(out, "The compiled module, to be handed to other threads.", "");
    out.push_str("export const __wbg_wasm_module: WebAssembly.Module;\n\n");
    print_doc(out, "The memory of all threads, to be handed to them.", "");
    out.push_str("export const __wbg_memory: WebAssembly.Memory;\n");
}

const THREAD_DOC: &str = "\
Starts the module in a thread: with the module and the memory of another thread, or with new ones. The main thread does so by itself
while this file is loaded.

@param opts - `module` and `memory` are the `__wbg_wasm_module` and `__wbg_memory` of the other thread; `thread_stack_size` is in bytes,
a multiple of 65536.

@returns the exports of the instance; those of the existing one when the module already runs in this thread.";

const SYNC_DOC: &str = "\
Starts the module from bytes or from a compiled `WebAssembly.Module`, without waiting.

@param module - an object with the property `module`; giving the module itself is deprecated.

@returns the exports of the instance; those of the existing one when the module already runs.";

const ASYNC_DOC: &str = "\
Loads and starts the module. Requests and URLs are fetched, everything else is compiled as it is.

@param module_or_path - an object with the property `module_or_path`; giving the value itself is deprecated.

@returns the exports of the instance; calls that overlap share one instance.";
