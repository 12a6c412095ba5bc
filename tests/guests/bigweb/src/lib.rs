//! A page's worth of web interfaces: many imports, classes, string enums and inheritance chains. Only the parts that
//! need no browser run in the tests; the rest shows that a large import table survives.

use js_sys::{Array, Function, Promise};
use wasm_bindgen::prelude::*;
use wasm_bindgen::JsCast;
use web_sys::*;

/// Runs without a browser.
#[wasm_bindgen]
pub fn has_document() -> bool {
    window().and_then(|w| w.document()).is_some()
}

/// Runs without a browser.
#[wasm_bindgen]
pub fn kinds(v: &JsValue) -> String {
    let mut out = Vec::new();
    if v.is_instance_of::<Event>() {
        out.push("event");
    }
    if v.is_instance_of::<EventTarget>() {
        out.push("target");
    }
    if v.is_instance_of::<HtmlElement>() {
        out.push("element");
    }
    if v.is_instance_of::<Response>() {
        out.push("response");
    }
    out.join(",")
}

/// Runs against a stand-in document.
#[wasm_bindgen]
pub fn build_list(document: &Document, items: Vec<String>) -> Result<Element, JsValue> {
    let list = document.create_element("ul")?;
    list.set_id("list");
    list.set_attribute("role", "list")?;
    for (i, item) in items.iter().enumerate() {
        let li = document.create_element("li")?;
        li.set_text_content(Some(item));
        if i == 0 {
            li.set_class_name("first");
        }
        list.append_child(&li)?;
    }
    Ok(list)
}

/// Runs against a stand-in storage.
#[wasm_bindgen]
pub fn remember(storage: &Storage, key: &str, value: &str) -> Result<Option<String>, JsValue> {
    storage.set_item(key, value)?;
    let old = storage.get_item(key)?;
    storage.remove_item("gone")?;
    Ok(old)
}

/// Runs against a stand-in context.
#[wasm_bindgen]
pub fn draw(ctx: &CanvasRenderingContext2d, n: u32) -> Result<f64, JsValue> {
    ctx.set_fill_style_str("red");
    ctx.begin_path();
    for i in 0..n {
        ctx.line_to(i as f64, (i * i) as f64);
        ctx.arc(i as f64, 0.0, 1.0, 0.0, 3.0)?;
    }
    ctx.fill_with_canvas_winding_rule(CanvasWindingRule::Evenodd);
    ctx.fill_text("text", 1.0, 2.0)?;
    Ok(ctx.measure_text("text")?.width())
}

/// Sends on a stand-in socket.
#[wasm_bindgen]
pub fn socket(ws: &WebSocket) -> Result<String, JsValue> {
    ws.set_binary_type(BinaryType::Arraybuffer);
    ws.send_with_str("hello")?;
    ws.send_with_u8_array(&[1, 2, 3])?;
    Ok(format!("{:?} {}", ws.binary_type(), ws.ready_state()))
}

#[wasm_bindgen]
pub fn on_click(button: &HtmlButtonElement, f: Function) {
    button.set_onclick(Some(&f));
    button.set_disabled(button.disabled());
}

#[wasm_bindgen]
pub fn pointer(e: &PointerEvent) -> Vec<f64> {
    vec![e.client_x() as f64, e.client_y() as f64, e.pressure() as f64, e.pointer_id() as f64, e.alt_key() as u8 as f64]
}

#[wasm_bindgen]
pub fn keyboard(e: &KeyboardEvent) -> String {
    e.prevent_default();
    format!("{} {} {}", e.key(), e.code(), e.repeat())
}

#[wasm_bindgen]
pub fn wheel_and_touch(w: &WheelEvent, t: &TouchEvent) -> f64 {
    w.delta_y() + t.touches().length() as f64
}

#[wasm_bindgen]
pub fn form(input: &HtmlInputElement, area: &HtmlTextAreaElement, select: &HtmlSelectElement) -> String {
    input.set_value(&area.value());
    format!("{} {}", input.checked(), select.selected_index())
}

#[wasm_bindgen]
pub fn files(list: &FileList, reader: &FileReader) -> Result<f64, JsValue> {
    let mut size = 0.0;
    for i in 0..list.length() {
        if let Some(file) = list.get(i) {
            size += file.size();
            reader.read_as_array_buffer(&file)?;
        }
    }
    Ok(size)
}

#[wasm_bindgen]
pub fn observe(target: &Element, f: Function) -> Result<(), JsValue> {
    let options = MutationObserverInit::new();
    options.set_child_list(true);
    MutationObserver::new(&f)?.observe_with_options(target, &options)?;
    IntersectionObserver::new(&f)?.observe(target);
    ResizeObserver::new(&f)?.observe(target);
    Ok(())
}

#[wasm_bindgen]
pub fn shader(gl: &WebGlRenderingContext, source: &str) -> Option<WebGlShader> {
    let shader = gl.create_shader(WebGlRenderingContext::VERTEX_SHADER)?;
    gl.shader_source(&shader, source);
    gl.compile_shader(&shader);
    gl.get_shader_parameter(&shader, WebGlRenderingContext::COMPILE_STATUS).as_bool()?.then_some(shader)
}

#[wasm_bindgen]
pub fn upload(gl: &WebGl2RenderingContext, data: &[f32]) -> Option<WebGlBuffer> {
    let buffer = gl.create_buffer()?;
    gl.bind_buffer(WebGl2RenderingContext::ARRAY_BUFFER, Some(&buffer));
    // SAFETY: nothing allocates while the view is alive.
    let view = unsafe { js_sys::Float32Array::view(data) };
    gl.buffer_data_with_array_buffer_view(
        WebGl2RenderingContext::ARRAY_BUFFER,
        &view,
        WebGl2RenderingContext::STATIC_DRAW,
    );
    Some(buffer)
}

#[wasm_bindgen]
pub fn tone(ctx: &AudioContext, frequency: f32) -> Result<OscillatorNode, JsValue> {
    let oscillator = ctx.create_oscillator()?;
    let gain = ctx.create_gain()?;
    oscillator.set_type(OscillatorType::Sine);
    oscillator.frequency().set_value(frequency);
    oscillator.connect_with_audio_node(&gain)?;
    gain.connect_with_audio_node(&ctx.destination())?;
    oscillator.start()?;
    Ok(oscillator)
}

#[wasm_bindgen]
pub fn database(factory: &IdbFactory, name: &str) -> Result<IdbOpenDbRequest, JsValue> {
    factory.open_with_u32(name, 1)
}

#[wasm_bindgen]
pub fn transaction(db: &IdbDatabase, store: &str) -> Result<IdbRequest, JsValue> {
    db.transaction_with_str_and_mode(store, IdbTransactionMode::Readwrite)?.object_store(store)?.get_all()
}

#[wasm_bindgen]
pub fn xhr(url: &str) -> Result<XmlHttpRequest, JsValue> {
    let request = XmlHttpRequest::new()?;
    request.open("GET", url)?;
    request.set_response_type(XmlHttpRequestResponseType::Json);
    request.send()?;
    Ok(request)
}

#[wasm_bindgen]
pub fn fetch_it(window: &Window, url: &str) -> Result<Promise, JsValue> {
    let init = RequestInit::new();
    init.set_method("POST");
    init.set_mode(RequestMode::Cors);
    let request = Request::new_with_str_and_init(url, &init)?;
    request.headers().set("accept", "text/plain")?;
    Ok(window.fetch_with_request(&request))
}

#[wasm_bindgen]
pub fn page(window: &Window) -> Result<Array, JsValue> {
    let out = Array::new();
    out.push(&JsValue::from(window.location().href()?));
    out.push(&JsValue::from(window.navigator().user_agent()?));
    out.push(&JsValue::from(window.history()?.length()?));
    out.push(&JsValue::from(window.screen()?.width()?));
    out.push(&JsValue::from(window.inner_width()?));
    out.push(&JsValue::from(window.match_media("(min-width: 1px)")?));
    Ok(out)
}

#[wasm_bindgen]
pub fn shadow(element: &Element) -> Result<ShadowRoot, JsValue> {
    element.attach_shadow(&ShadowRootInit::new(ShadowRootMode::Open))
}

#[wasm_bindgen]
pub fn style(element: &HtmlElement, name: &str, value: &str) -> Result<(), JsValue> {
    element.style().set_property(name, value)?;
    element.class_list().add_1("styled")?;
    element.focus()
}

#[wasm_bindgen]
pub fn image(data: Vec<u8>, width: u32) -> Result<ImageData, JsValue> {
    ImageData::new_with_u8_clamped_array(wasm_bindgen::Clamped(&data), width)
}

#[wasm_bindgen]
pub fn spawn_worker(url: &str) -> Result<Worker, JsValue> {
    let worker = Worker::new_with_options(url, &WorkerOptions::new())?;
    worker.post_message(&JsValue::from_str("hi"))?;
    Ok(worker)
}

#[wasm_bindgen]
pub fn canvas_of(document: &Document, id: &str) -> Option<HtmlCanvasElement> {
    document.get_element_by_id(id)?.dyn_into().ok()
}

#[wasm_bindgen]
pub fn select_all(document: &Document, selector: &str) -> Result<u32, JsValue> {
    let nodes = document.query_selector_all(selector)?;
    let mut n = 0;
    for i in 0..nodes.length() {
        if nodes.item(i).is_some_and(|node| node.node_type() == Node::ELEMENT_NODE) {
            n += 1;
        }
    }
    Ok(n)
}
