//! What was spent, in the page: signals, lists with keys, values that are derived or arrive later.

use leptos::ev::SubmitEvent;
use leptos::html::Input;
use leptos::prelude::*;
use wasm_bindgen::prelude::*;

#[derive(Clone)]
struct Entry {
    id: u32,
    what: String,
    cents: RwSignal<i64>,
}

#[wasm_bindgen]
extern "C" {
    /// Tells, some time later, the rate of a currency.
    #[wasm_bindgen(js_namespace = budgetHost, catch)]
    async fn rate(currency: &str) -> Result<JsValue, JsValue>;
}

#[component]
fn Row(entry: Entry, remove: Callback<u32>) -> impl IntoView {
    let Entry { id, what, cents } = entry;
    view! {
        <li class:large={move || cents.get() >= 100_00}>
            <b>{what}</b>
            <i>{move || money(cents.get())}</i>
            <button class="more" on:click=move |_| cents.update(|cents| *cents += 1_00)>"+"</button>
            <button class="remove" on:click=move |_| remove.run(id)>"×"</button>
        </li>
    }
}

#[component]
fn Budget() -> impl IntoView {
    let entries = RwSignal::new(Vec::<Entry>::new());
    let currency = RwSignal::new("EUR".to_owned());
    let field = NodeRef::<Input>::new();
    let total = Memo::new(move |_| entries.read().iter().map(|entry| entry.cents.get()).sum::<i64>());
    let rates = LocalResource::new(move || {
        let currency = currency.get();
        async move { rate(&currency).await.map(|rate| rate.as_f64().unwrap_or(f64::NAN)).map_err(|error| told(&error)) }
    });
    let add = move |event: SubmitEvent| {
        event.prevent_default();
        let Some(field) = field.get() else { return };
        let text = field.value();
        field.set_value("");
        assert!(text != "boom", "nobody spends on {text}");
        let (what, cents) = parse(&text);
        let id = entries.read_untracked().last().map_or(0, |last| last.id + 1);
        entries.update(|all| all.push(Entry { id, what, cents: RwSignal::new(cents) }));
    };
    let remove = Callback::new(move |id| entries.update(|all| all.retain(|entry| entry.id != id)));
    let converted = move || {
        rates.get().map(|rate| match rate {
            Ok(rate) => format!("{} {}", money((total.get() as f64 * rate).round() as i64), currency.get()),
            Err(text) => format!("no rate: {text}"),
        })
    };
    view! {
        <form on:submit=add><input node_ref=field name="entry" /></form>
        <select on:change=move |event| currency.set(event_target_value(&event))>
            <option>"EUR"</option>
            <option>"JPY"</option>
            <option>"XXX"</option>
        </select>
        <Show when=move || !entries.read().is_empty() fallback=|| view! { <p class="none">"nothing yet"</p> }>
            <ul>
                <For each=move || entries.get() key=|entry| entry.id let:entry>
                    <Row entry remove />
                </For>
            </ul>
        </Show>
        <p class="total">{move || money(total.get())}</p>
        <Suspense fallback=|| "…"><p class="converted">{converted}</p></Suspense>
    }
}

fn money(cents: i64) -> String {
    format!("{}.{:02}", cents / 100, cents.abs() % 100)
}

/// `coffee 2.50` is a purchase of 250 cents.
fn parse(text: &str) -> (String, i64) {
    let (what, amount) = text.rsplit_once(' ').unwrap_or((text, "0"));
    (what.to_owned(), (amount.parse::<f64>().unwrap_or(0.0) * 100.0).round() as i64)
}

fn told(error: &JsValue) -> String {
    error.dyn_ref::<js_sys::Error>().map_or_else(|| format!("{error:?}"), |error| error.message().into())
}

/// An app in the page, until it is ended.
#[wasm_bindgen]
pub struct App(Box<dyn FnOnce()>);

#[wasm_bindgen]
impl App {
    #[wasm_bindgen(constructor)]
    pub fn new(root: web_sys::HtmlElement) -> App {
        let mounted = leptos::mount::mount_to(root, Budget);
        App(Box::new(move || drop(mounted)))
    }

    pub fn end(self) {
        (self.0)();
    }
}
