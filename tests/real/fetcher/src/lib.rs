//! Talks to a server through the fetch of its host.

use serde::{Deserialize, Serialize};
use std::panic::AssertUnwindSafe;
use wasm_bindgen::prelude::*;

#[derive(Serialize, Deserialize)]
struct Note {
    title: String,
    stars: u32,
}

/// The body of an answer; other states than success are errors.
#[wasm_bindgen]
pub async fn text(url: String) -> Result<String, JsError> {
    // The client's types make no promise about panics; nothing here looks at them after one.
    AssertUnwindSafe(body(url)).await
}

async fn body(url: String) -> Result<String, JsError> {
    Ok(reqwest::get(url).await?.error_for_status()?.text().await?)
}

/// Posts a note and returns the title of what came back, which has to have a star more.
#[wasm_bindgen]
pub async fn publish(url: String, title: String, stars: u32) -> Result<String, JsError> {
    AssertUnwindSafe(post(url, title, stars)).await
}

async fn post(url: String, title: String, stars: u32) -> Result<String, JsError> {
    let client = reqwest::Client::new();
    let note = Note { title, stars };
    let answer = client.post(url).header("x-note", "yes").json(&note).send().await?;
    let back: Note = answer.json().await?;
    assert_eq!(back.stars, stars + 1, "the server adds a star");
    Ok(back.title)
}

/// Several requests at once; the bodies in the order of the addresses.
#[wasm_bindgen]
pub async fn all(urls: Vec<String>) -> Result<Vec<String>, JsError> {
    AssertUnwindSafe(bodies(urls)).await
}

async fn bodies(urls: Vec<String>) -> Result<Vec<String>, JsError> {
    let mut bodies = Vec::new();
    for request in urls.into_iter().map(body).collect::<Vec<_>>() {
        bodies.push(request.await?);
    }
    Ok(bodies)
}
