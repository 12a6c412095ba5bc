//! What the page gives an app: events of a canvas, and a call for each frame.

use egui::{Event, Modifiers, PointerButton, Pos2};
use std::cell::{Cell, RefCell};
use std::rc::Rc;
use wasm_bindgen::prelude::*;
use web_sys::{EventTarget, HtmlCanvasElement, KeyboardEvent, MouseEvent};

type Handler = Closure<dyn FnMut(web_sys::Event)>;

/// A listener that is gone when this is dropped.
pub struct Listener {
    target: EventTarget,
    kind: &'static str,
    handler: Handler,
}

impl Drop for Listener {
    fn drop(&mut self) {
        let _ = self.target.remove_event_listener_with_callback(self.kind, self.handler.as_ref().unchecked_ref());
    }
}

/// Passes on what happens to the canvas.
pub fn listen(canvas: &HtmlCanvasElement, sink: impl FnMut(Event) + 'static) -> Vec<Listener> {
    let sink = Rc::new(RefCell::new(sink));
    let on = |kind: &'static str, read: fn(&web_sys::Event) -> Option<Event>| {
        let sink = Rc::clone(&sink);
        let handler = Closure::own_assert_unwind_safe(move |event: web_sys::Event| {
            read(&event).into_iter().for_each(|event| (sink.borrow_mut())(event));
        });
        let target: EventTarget = canvas.clone().into();
        let _ = target.add_event_listener_with_callback(kind, handler.as_ref().unchecked_ref());
        Listener { target, kind, handler }
    };
    vec![
        on("pointermove", |event| Some(Event::PointerMoved(position(event)))),
        on("pointerdown", |event| Some(button(event, true))),
        on("pointerup", |event| Some(button(event, false))),
        on("keydown", |event| {
            let key = event.unchecked_ref::<KeyboardEvent>().key();
            (key.chars().count() == 1).then_some(Event::Text(key))
        }),
    ]
}

fn position(event: &web_sys::Event) -> Pos2 {
    let event: &MouseEvent = event.unchecked_ref();
    egui::pos2(event.offset_x() as f32, event.offset_y() as f32)
}

fn button(event: &web_sys::Event, pressed: bool) -> Event {
    let (pos, button) = (position(event), PointerButton::Primary);
    Event::PointerButton { pos, button, pressed, modifiers: Modifiers::NONE }
}

/// Calls for each frame of the page until this is dropped.
pub struct Loop(Rc<Cell<bool>>);

impl Loop {
    pub fn start(mut frame: impl FnMut(f64) + 'static) -> Loop {
        let running = Rc::new(Cell::new(true));
        let still = Rc::clone(&running);
        let slot = Rc::new(RefCell::new(None::<Closure<dyn FnMut(f64)>>));
        let own = Rc::clone(&slot);
        *slot.borrow_mut() = Some(Closure::own_assert_unwind_safe(move |now| {
            if still.get() {
                // First, so that a frame that fails is not the last one.
                own.borrow().iter().for_each(next);
                frame(now);
            } else {
                own.borrow_mut().take();
            }
        }));
        slot.borrow().iter().for_each(next);
        Loop(running)
    }
}

fn next(frame: &Closure<dyn FnMut(f64)>) {
    let window = web_sys::window().expect("an app runs in a page");
    let _ = window.request_animation_frame(frame.as_ref().unchecked_ref());
}

impl Drop for Loop {
    fn drop(&mut self) {
        self.0.set(false);
    }
}
