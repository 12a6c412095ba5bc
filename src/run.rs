//! What was typed, asked of the library.

use std::path::Path;

use anyhow::Result;
use wasm_bindgen_cli_support::{Bindgen, EncodeInto};

use crate::args::Args;

/// Makes the package, or dumps a stage.
///
/// Returns the text for stdout: empty when files were written.
///
/// # Errors
/// Whatever the library reports.
pub fn run(args: &Args) -> Result<String> {
    let mut bindgen = Bindgen::new();
    bindgen.input_path(&args.arg_input);
    choose_target(&mut bindgen, args)?;
    if let Some(name) = &args.flag_no_modules_global {
        bindgen.no_modules_global(name)?;
    }
    if let Some(name) = &args.flag_out_name {
        bindgen.out_name(name);
    }
    if let Some(url) = &args.flag_debug_info_url {
        bindgen.debug_info_url(url);
    }
    match args.flag_encode_into.as_deref() {
        Some("always") => bindgen.encode_into(EncodeInto::Always),
        Some("never") => bindgen.encode_into(EncodeInto::Never),
        Some("test") => bindgen.encode_into(EncodeInto::Test),
        _ => &mut bindgen,
    };
    if args.flag_reference_types {
        bindgen.reference_types(true);
    }
    bindgen
        .typescript(!args.flag_no_typescript)
        .ts_typed_array_buffers(args.flag_ts_typed_array_buffers)
        .omit_imports(args.flag_omit_imports)
        .omit_default_module_path(args.flag_omit_default_module_path)
        .split_linked_modules(args.flag_split_linked_modules)
        .js_string_builtins(args.flag_js_string_builtins)
        .demangle(!args.flag_no_demangle)
        .remove_name_section(args.flag_remove_name_section)
        .remove_producers_section(args.flag_remove_producers_section)
        .keep_lld_exports(args.flag_keep_lld_exports)
        .debug(args.flag_debug)
        .keep_debug(args.flag_keep_debug)
        .split_debug_info(args.flag_split_debug_info)
        .reset_state_function(args.flag_experimental_reset_state_function || args.flag_reset_state_function)
        .force_enable_abort_handler(args.flag_force_enable_abort_handler)
        .exit_after(true);
    match (&args.flag_dump_stage, &args.flag_out_dir) {
        (Some(stage), _) => bindgen.dump_stage(stage),
        (None, Some(dir)) => bindgen.generate(Path::new(dir)).map(|()| String::new()),
        (None, None) => anyhow::bail!("`--out-dir` is missing; write `--out-dir <dir>`"),
    }
}

fn choose_target(bindgen: &mut Bindgen, args: &Args) -> Result<()> {
    match args.flag_target.as_deref() {
        Some("web") => bindgen.web(true)?,
        Some("nodejs") => bindgen.nodejs(true)?,
        Some("no-modules") => bindgen.no_modules(true)?,
        Some("deno") => bindgen.deno(true)?,
        Some("experimental-nodejs-module") => bindgen.nodejs_module(true)?,
        Some("module") => bindgen.module(true)?,
        _ => bindgen.bundler(true)?,
    };
    bindgen
        .web(args.flag_web)?
        .nodejs(args.flag_nodejs)?
        .no_modules(args.flag_no_modules)?
        .browser(args.flag_browser)?;
    Ok(())
}
