//! Web platform interfaces that Node has too.

use std::cell::Cell;
use std::rc::Rc;
use wasm_bindgen::prelude::*;
use wasm_bindgen::JsCast;
use wasm_bindgen_futures::JsFuture;
use web_sys::{
    console, AbortController, AddEventListenerOptions, Blob, CustomEvent, CustomEventInit, DomException, Event,
    EventTarget, Headers, MessageChannel, ReadableStreamDefaultReader, Request, Response, ResponseInit, TextDecoder,
    TextEncoder, Url, UrlSearchParams,
};

#[wasm_bindgen]
pub fn url_parts(href: &str) -> Result<Vec<String>, JsValue> {
    let url = Url::new(href)?;
    Ok(vec![url.protocol(), url.host(), url.pathname(), url.search(), url.hash()])
}

#[wasm_bindgen]
pub fn url_with(href: &str, path: &str) -> Result<String, JsValue> {
    let url = Url::new(href)?;
    url.set_pathname(path);
    url.search_params().append("k", "v w");
    Ok(url.href())
}

#[wasm_bindgen]
pub fn params(text: &str, key: &str) -> Result<Option<String>, JsValue> {
    Ok(UrlSearchParams::new_with_str(text)?.get(key))
}

#[wasm_bindgen]
pub fn encode(s: &str) -> Result<Vec<u8>, JsValue> {
    Ok(TextEncoder::new()?.encode_with_input(s))
}

#[wasm_bindgen]
pub fn decode(label: &str, bytes: &[u8]) -> Result<String, JsValue> {
    TextDecoder::new_with_label(label)?.decode_with_u8_array(bytes)
}

#[wasm_bindgen]
pub fn abort_flow(reason: &JsValue) -> Result<Vec<JsValue>, JsValue> {
    let controller = AbortController::new()?;
    let signal = controller.signal();
    let fired = Rc::new(Cell::new(0u32));
    let inner = fired.clone();
    let on_abort = Closure::<dyn FnMut(Event)>::own_assert_unwind_safe(move |e: Event| {
        if e.type_() == "abort" {
            inner.set(inner.get() + 1);
        }
    });
    signal.add_event_listener_with_callback("abort", on_abort.as_ref().unchecked_ref())?;
    let before = signal.aborted();
    controller.abort_with_reason(reason);
    controller.abort();
    Ok(vec![JsValue::from(before), JsValue::from(signal.aborted()), signal.reason(), JsValue::from(fired.get())])
}

#[wasm_bindgen]
pub fn events(target: &EventTarget) -> Result<u32, JsValue> {
    let count = Rc::new(Cell::new(0u32));
    let inner = count.clone();
    let listener = Closure::<dyn FnMut(CustomEvent)>::own_assert_unwind_safe(move |e: CustomEvent| {
        inner.set(inner.get() + e.detail().as_f64().unwrap_or(0.0) as u32);
    });
    let options = AddEventListenerOptions::new();
    options.set_once(false);
    target.add_event_listener_with_callback_and_add_event_listener_options(
        "tick",
        listener.as_ref().unchecked_ref(),
        &options,
    )?;
    for detail in [1, 20, 300] {
        let init = CustomEventInit::new();
        init.set_detail(&JsValue::from(detail));
        let event = CustomEvent::new_with_event_init_dict("tick", &init)?;
        target.dispatch_event(&event)?;
    }
    target.remove_event_listener_with_callback("tick", listener.as_ref().unchecked_ref())?;
    target.dispatch_event(&Event::new("tick")?)?;
    Ok(count.get())
}

#[wasm_bindgen]
pub fn headers() -> Result<Headers, JsValue> {
    let headers = Headers::new()?;
    headers.set("x-one", "1")?;
    headers.append("x-one", "2")?;
    headers.set("x-two", "two")?;
    headers.delete("x-two")?;
    Ok(headers)
}

#[wasm_bindgen]
pub fn header_error() -> String {
    let Ok(headers) = Headers::new() else {
        return "no headers".into();
    };
    match headers.set("bad name\n", "x") {
        Ok(()) => "accepted".into(),
        Err(e) => String::from(e.unchecked_into::<js_sys::Error>().name()),
    }
}

#[wasm_bindgen]
pub async fn response_text(body: String, status: u16) -> Result<String, JsValue> {
    let init = ResponseInit::new();
    init.set_status(status);
    let response = Response::new_with_opt_str_and_init(Some(&body), &init)?;
    let text = JsFuture::from(response.text()?).await?;
    Ok(format!("{} {} {}", response.status(), response.ok(), text.as_string().unwrap_or_default()))
}

#[wasm_bindgen]
pub fn request_method(url: &str) -> Result<String, JsValue> {
    let request = Request::new_with_str(url)?;
    Ok(format!("{} {}", request.method(), request.url()))
}

#[wasm_bindgen]
pub async fn blob_bytes(text: String) -> Result<Vec<u8>, JsValue> {
    let parts = js_sys::Array::of1(&JsValue::from_str(&text));
    let blob = Blob::new_with_str_sequence(&parts)?;
    let buffer = JsFuture::from(blob.array_buffer()).await?;
    Ok(js_sys::Uint8Array::new(&buffer).to_vec())
}

/// Reads a stream to its end, chunk by chunk.
#[wasm_bindgen]
pub async fn read_stream(response: Response) -> Result<u32, JsValue> {
    let Some(stream) = response.body() else {
        return Ok(0);
    };
    let reader: ReadableStreamDefaultReader = stream.get_reader().unchecked_into();
    let mut total = 0;
    loop {
        let chunk = JsFuture::from(reader.read()).await?;
        if js_sys::Reflect::get(&chunk, &"done".into())?.is_truthy() {
            return Ok(total);
        }
        let value = js_sys::Reflect::get(&chunk, &"value".into())?;
        total += js_sys::Uint8Array::new(&value).length();
    }
}

#[wasm_bindgen]
pub fn channel_ports() -> Result<bool, JsValue> {
    let channel = MessageChannel::new()?;
    let different = channel.port1() != channel.port2();
    channel.port1().close();
    channel.port2().close();
    Ok(different)
}

#[wasm_bindgen]
pub fn dom_exception() -> Result<DomException, JsValue> {
    DomException::new_with_message_and_name("the message", "AbortError")
}

#[wasm_bindgen]
pub fn log(a: &JsValue, b: &JsValue) {
    console::log_2(a, b);
    console::warn_1(&JsValue::from_str("warned"));
    console::error(&js_sys::Array::of1(&JsValue::from_str("variadic")));
}
