//! A worker that counts: in a static, in a durable object's memory and in its storage. Some of its paths fail.

use std::cell::Cell;
use std::panic::AssertUnwindSafe;
use std::sync::atomic::{AtomicU32, Ordering};
use std::time::Duration;
use worker::{Context, Delay, DurableObject, Env, Request, Response, Result, State, durable_object, event};

static REQUESTS: AtomicU32 = AtomicU32::new(0);

#[event(fetch)]
async fn fetch(request: Request, env: Env, _context: Context) -> Result<Response> {
    let requests = REQUESTS.fetch_add(1, Ordering::Relaxed) + 1;
    match request.path().as_str() {
        "/echo" => {
            let mut request = request;
            let text = request.text().await?;
            Response::ok(format!("{} {text}", request.method()))
        }
        "/requests" => Response::ok(requests.to_string()),
        "/error" => Err("an error of the worker".into()),
        "/panic" => panic!("a panic of the worker"),
        "/trap" => core::arch::wasm32::unreachable(),
        "/slow" => {
            Delay::from(Duration::from_millis(300)).await;
            Response::ok("slow")
        }
        path if path.starts_with("/tally/") => {
            let stub = env.durable_object("TALLY")?.id_from_name("one")?.get_stub()?;
            stub.fetch_with_request(request).await
        }
        _ => Response::error("no such path", 404),
    }
}

#[durable_object]
pub struct Tally {
    state: State,
    in_memory: AssertUnwindSafe<Cell<u32>>,
}

impl DurableObject for Tally {
    fn new(state: State, _env: Env) -> Self {
        Self { state, in_memory: AssertUnwindSafe(Cell::new(0)) }
    }

    async fn fetch(&self, request: Request) -> Result<Response> {
        let storage = self.state.storage();
        let stored = storage.get::<u32>("count").await?.unwrap_or(0);
        match request.path().as_str() {
            "/tally/add" => {
                self.in_memory.set(self.in_memory.get() + 1);
                storage.put("count", stored + 1).await?;
            }
            "/tally/panic" => panic!("a panic of the object"),
            "/tally/trap" => core::arch::wasm32::unreachable(),
            _ => {}
        }
        let stored = storage.get::<u32>("count").await?.unwrap_or(0);
        Response::ok(format!("{} in memory, {stored} stored", self.in_memory.get()))
    }
}
