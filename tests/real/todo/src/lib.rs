//! A list of tasks in the page.

use wasm_bindgen::prelude::*;
use web_sys::HtmlInputElement;
use yew::prelude::*;

#[derive(Clone, PartialEq)]
struct Task {
    id: usize,
    text: AttrValue,
    done: bool,
}

#[derive(Properties, PartialEq)]
struct RowProps {
    task: Task,
    toggle: Callback<usize>,
    remove: Callback<usize>,
}

#[component]
fn Row(props: &RowProps) -> Html {
    let id = props.task.id;
    let toggle = props.toggle.reform(move |_| id);
    let remove = props.remove.reform(move |_| id);
    html! {
        <li class={classes!(props.task.done.then_some("done"))}>
            <input type="checkbox" checked={props.task.done} onchange={toggle} />
            <span>{ &props.task.text }</span>
            <button onclick={remove}>{ "×" }</button>
        </li>
    }
}

#[component]
fn App() -> Html {
    let tasks = use_state(Vec::<Task>::new);
    let next = use_mut_ref(|| 0);
    let input = use_node_ref();

    let add = {
        let (tasks, next, input) = (tasks.clone(), next.clone(), input.clone());
        Callback::from(move |event: SubmitEvent| {
            event.prevent_default();
            let field: HtmlInputElement = input.cast().expect("the field is mounted");
            let text = field.value();
            field.set_value("");
            assert!(text != "boom", "nobody wants to do {text}");
            let id = *next.borrow();
            *next.borrow_mut() += 1;
            let mut all = (*tasks).clone();
            all.push(Task { id, text: text.into(), done: false });
            tasks.set(all);
        })
    };
    let toggle = {
        let tasks = tasks.clone();
        Callback::from(move |id| {
            let mut all = (*tasks).clone();
            all.iter_mut().filter(|task| task.id == id).for_each(|task| task.done = !task.done);
            tasks.set(all);
        })
    };
    let remove = {
        let tasks = tasks.clone();
        Callback::from(move |id| tasks.set(tasks.iter().filter(|task| task.id != id).cloned().collect()))
    };
    let open = tasks.iter().filter(|task| !task.done).count();
    html! {
        <section>
            <form onsubmit={add}><input ref={input} name="text" /></form>
            <ul>
                { for tasks.iter().map(|task| html! {
                    <Row key={task.id} task={task.clone()} toggle={toggle.clone()} remove={remove.clone()} />
                }) }
            </ul>
            <p>{ format!("{open} of {} open", tasks.len()) }</p>
        </section>
    }
}

/// Mounts the app.
#[wasm_bindgen]
pub fn mount(root: web_sys::Element) {
    yew::Renderer::<App>::with_root(root).render();
}
