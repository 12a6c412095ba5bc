//! Serves a guest on a web page, made in memory: `serve APP.wasm`.
//!
//! With `CARGO_TARGET_WASM32_UNKNOWN_UNKNOWN_RUNNER=serve`, `cargo run --target wasm32-unknown-unknown` shows the guest in a browser.
//! The port is the system's choice unless `SERVE_PORT` says otherwise; the address is printed.

use std::collections::HashMap;

use anyhow::{Context, Result, anyhow};
use tiny_http::{Header, Response, Server};
use wasm_bindgen_cli_support::Bindgen;

const PAGE: &str = r#"<!doctype html>
<meta charset="utf-8">
<title>guest</title>
<script type="module">
    import init from "/api/wasm.js";
    await init({ module_or_path: "/api/wasm.wasm" });
</script>
"#;

/// Content type and bytes by path.
type Site = HashMap<String, (&'static str, Vec<u8>)>;

fn main() -> Result<()> {
    let input = std::env::args_os().nth(1).ok_or_else(|| anyhow!("usage: serve APP.wasm"))?;
    let site = package(Bindgen::new().input_path(input))?;
    let port: u16 = match std::env::var("SERVE_PORT") {
        Ok(port) => port.parse().with_context(|| format!("SERVE_PORT is `{port}`; use a number"))?,
        Err(_) => 0,
    };
    // Only this machine shall see it.
    let server = Server::http(("127.0.0.1", port)).map_err(|error| anyhow!("cannot serve: {error}"))?;
    println!("http://{}/", server.server_addr());
    for request in server.incoming_requests() {
        let path = request.url().split('?').next().unwrap_or_default();
        let response = match site.get(path) {
            Some((kind, bytes)) => Response::from_data(bytes.clone()).with_header(content_type(kind)?),
            None => Response::from_data("not found").with_status_code(404),
        };
        // A browser that has gone away is no reason to stop.
        let _ = request.respond(response);
    }
    Ok(())
}

/// Everything the page needs.
fn package(bindgen: &mut Bindgen) -> Result<Site> {
    let mut output = bindgen.web(true)?.typescript(false).reference_types(true).generate_output()?;
    let mut site = Site::new();
    let mut add = |path: &str, kind, bytes: Vec<u8>| site.insert(path.to_owned(), (kind, bytes));
    add("/", "text/html", PAGE.into());
    add("/api/wasm.js", "text/javascript", output.js().into());
    for (name, source) in output.local_modules() {
        add(&format!("/api/snippets/{name}"), "text/javascript", source.clone().into());
    }
    for (crate_id, sources) in output.snippets() {
        for (at, source) in sources.iter().enumerate() {
            add(&format!("/api/snippets/{crate_id}/inline{at}.js"), "text/javascript", source.clone().into());
        }
    }
    add("/api/wasm.wasm", "application/wasm", output.wasm_mut().emit_wasm());
    Ok(site)
}

fn content_type(kind: &str) -> Result<Header> {
    Header::from_bytes("Content-Type", kind).map_err(|()| anyhow!("`{kind}` is no content type"))
}
