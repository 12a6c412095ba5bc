//! The HTTP server of browser tests: files of the package and of the crate, and what pages send back.
//!
//! Listens on this machine unless told otherwise, and ends with the runner.

use std::collections::BTreeSet;
use std::net::{IpAddr, Ipv4Addr, SocketAddr};
use std::path::{Path, PathBuf};
use std::sync::{Arc, Mutex};

use anyhow::{Context, Result};
use axum::Router;
use axum::body::Bytes;
use axum::extract::{DefaultBodyLimit, Request, State};
use axum::http::{HeaderMap, HeaderName, HeaderValue, StatusCode, Uri, header};
use axum::middleware::{self, Next};
use axum::response::Response;
use axum::routing::post;
use tokio::net::TcpListener;
use tower_http::services::{ServeDir, ServeFile};
use tower_http::set_header::SetResponseHeaderLayer;

use super::coverage;
use crate::test_runner::package::Package;
use crate::test_runner::settings::Environment;

/// Port of interactive tests.
const INTERACTIVE_PORT: u16 = 8000;

/// Header with the module that a profile belongs to.
const SIGNATURE: &str = "Module-Signature";

/// A server that listens and does not answer yet.
#[derive(Debug)]
pub struct Server {
    listener: TcpListener,
    address: SocketAddr,
    router: Router,
}

/// What answers need to know.
#[derive(Debug)]
struct Site {
    folders: [PathBuf; 2],
    baseline: PathBuf,
    profile: Option<String>,
    /// Profiles that this run has begun.
    begun: Mutex<BTreeSet<String>>,
}

impl Server {
    /// Takes an address.
    ///
    /// # Errors
    /// An address that cannot be used.
    pub async fn bind(package: &Package, environment: &Environment) -> Result<Server> {
        let wanted = address(environment)?;
        let listener = TcpListener::bind(wanted).await.with_context(|| {
            format!("cannot listen on `{wanted}`; choose another address with `WASM_BINDGEN_TEST_ADDRESS`")
        })?;
        let address = listener.local_addr().context("cannot tell the address of the server")?;
        let here = std::env::current_dir().context("cannot find the current folder")?;
        let site = Site {
            folders: [package.dir().to_owned(), here],
            baseline: package.baseline().to_owned(),
            profile: environment.text("LLVM_PROFILE_FILE").map(str::to_owned),
            begun: Mutex::default(),
        };
        let mut router = router(site);
        if !environment.is_set("WASM_BINDGEN_TEST_NO_ORIGIN_ISOLATION") {
            router = with_header(router, "cross-origin-opener-policy", "same-origin");
            router = with_header(router, "cross-origin-embedder-policy", "require-corp");
        }
        Ok(Server { listener, address, router })
    }

    /// Where it listens.
    pub fn address(&self) -> SocketAddr {
        self.address
    }

    /// Answers until the runner ends.
    ///
    /// # Errors
    /// Connections cannot be taken any more.
    pub async fn serve(self) -> Result<()> {
        axum::serve(self.listener, self.router).await.context("the server of the tests broke")
    }
}

fn address(environment: &Environment) -> Result<SocketAddr> {
    let port = if environment.is_set("NO_HEADLESS") { INTERACTIVE_PORT } else { 0 };
    let Some(value) = environment.get("WASM_BINDGEN_TEST_ADDRESS") else {
        return Ok((Ipv4Addr::LOCALHOST, port).into());
    };
    let text = value.to_string_lossy();
    let whole = text.parse().ok();
    whole.or_else(|| Some((text.parse::<IpAddr>().ok()?, port).into())).with_context(|| {
        format!("`WASM_BINDGEN_TEST_ADDRESS` is `{text}`, which is no address; set it to one like `127.0.0.1:8000`")
    })
}

fn router(site: Site) -> Router {
    let [package, here] = &site.folders;
    let files = ServeDir::new(package)
        .append_index_html_on_directories(true)
        .fallback(ServeDir::new(here).append_index_html_on_directories(false));
    let site = Arc::new(site);
    Router::new()
        .route("/__wasm_bindgen/coverage", post(keep_coverage))
        .route("/__wasm_bindgen/bench/dump", post(keep_results))
        .route_service("/__wasm_bindgen/bench/fetch", ServeFile::new(&site.baseline))
        .fallback_service(files)
        .layer(middleware::from_fn_with_state(Arc::clone(&site), extended))
        .layer(SetResponseHeaderLayer::overriding(header::CACHE_CONTROL, HeaderValue::from_static("no-store")))
        .layer(DefaultBodyLimit::disable())
        .with_state(site)
}

fn with_header(router: Router, name: &'static str, value: &'static str) -> Router {
    router.layer(SetResponseHeaderLayer::overriding(HeaderName::from_static(name), HeaderValue::from_static(value)))
}

/// Modules import each other without `.js`, and may be meant so.
async fn extended(State(site): State<Arc<Site>>, mut request: Request, next: Next) -> Response {
    let path = request.uri().path().trim_start_matches('/').to_owned();
    let plain = !path.is_empty() && !path.split('/').any(|part| part == ".." || part.contains('\\'));
    if plain && Path::new(&path).extension().is_none() {
        let there = |name: &str| site.folders.iter().any(|folder| folder.join(name).is_file());
        let with_extension = format!("{path}.js");
        if !there(&path) && there(&with_extension) {
            let query = request.uri().query().map_or(String::new(), |query| format!("?{query}"));
            if let Ok(uri) = format!("/{with_extension}{query}").parse::<Uri>() {
                *request.uri_mut() = uri;
            }
        }
    }
    next.run(request).await
}

type Answer = Result<(), (StatusCode, String)>;

/// Writes a profile; later ones of the same run follow it in the file.
async fn keep_coverage(State(site): State<Arc<Site>>, headers: HeaderMap, body: Bytes) -> Answer {
    let signature = headers.get(SIGNATURE).and_then(|value| value.to_str().ok()).unwrap_or_default();
    if !signature.chars().all(|c| c.is_ascii_digit()) {
        return Err((StatusCode::BAD_REQUEST, format!("`{SIGNATURE}` is no number")));
    }
    let folder = std::env::temp_dir().to_string_lossy().into_owned();
    let path = coverage::path(site.profile.as_deref(), std::process::id(), &folder, signature);
    let first = site.begun.lock().map(|mut begun| begun.insert(path.clone())).unwrap_or(true);
    let kept = if first { None } else { std::fs::read(&path).ok() };
    write(Path::new(&path), &[kept.unwrap_or_default(), body.into()].concat())
}

async fn keep_results(State(site): State<Arc<Site>>, body: Bytes) -> Answer {
    write(&site.baseline, &body)
}

fn write(path: &Path, bytes: &[u8]) -> Answer {
    let folder = path.parent().filter(|folder| !folder.as_os_str().is_empty());
    let made = folder.map_or(Ok(()), std::fs::create_dir_all);
    made.and_then(|()| std::fs::write(path, bytes))
        .map_err(|error| (StatusCode::INTERNAL_SERVER_ERROR, format!("cannot write `{}`: {error}", path.display())))
}
