//! A board to draw on: egui painted by its own painter, fed from the canvas.

mod page;

use egui::{Color32, Pos2, Sense, Stroke, vec2};
use egui_glow::{Painter, glow};
use page::{Listener, Loop};
use std::cell::RefCell;
use std::panic::AssertUnwindSafe;
use std::rc::Rc;
use std::sync::Arc;
use wasm_bindgen::prelude::*;
use web_sys::{HtmlCanvasElement, WebGl2RenderingContext};

/// What is on the board, and its tools.
struct Drawing {
    strokes: Vec<Vec<Pos2>>,
    width: f32,
    title: String,
}

impl Drawing {
    fn ui(&mut self, ui: &mut egui::Ui) {
        ui.horizontal(|ui| {
            if ui.add_sized([100.0, 30.0], egui::Button::new("clear")).clicked() {
                self.strokes.clear();
            }
            if ui.add_sized([100.0, 30.0], egui::Button::new("boom")).clicked() {
                panic!("a board of {} strokes broke", self.strokes.len());
            }
            ui.add_sized([200.0, 30.0], egui::TextEdit::singleline(&mut self.title));
            ui.add(egui::Slider::new(&mut self.width, 1.0..=9.0).text("width"));
        });
        let (area, painter) = ui.allocate_painter(ui.available_size(), Sense::drag());
        if let Some(at) = area.interact_pointer_pos() {
            if area.drag_started() {
                self.strokes.push(Vec::new());
            }
            self.strokes.last_mut().into_iter().for_each(|stroke| stroke.push(at));
        }
        painter.rect_filled(area.rect, 4.0, Color32::WHITE);
        for stroke in &self.strokes {
            painter.line(stroke.clone(), Stroke::new(self.width, Color32::from_rgb(200, 30, 30)));
        }
    }
}

/// Everything a frame needs.
struct App {
    canvas: HtmlCanvasElement,
    context: egui::Context,
    painter: Painter,
    events: Vec<egui::Event>,
    drawing: Drawing,
    frames: u32,
}

impl App {
    fn frame(&mut self, milliseconds: f64) {
        let size = [self.canvas.width(), self.canvas.height()];
        let input = egui::RawInput {
            screen_rect: Some(egui::Rect::from_min_size(Pos2::ZERO, vec2(size[0] as f32, size[1] as f32))),
            time: Some(milliseconds / 1000.0),
            events: std::mem::take(&mut self.events),
            ..egui::RawInput::default()
        };
        // A context is of no use after a frame that panicked; then the next frame finds a new one.
        let context = std::mem::take(&mut self.context);
        let mut output = context.run_ui(input, |ui| self.drawing.ui(ui));
        let shapes = context.tessellate(output.shapes, output.pixels_per_point);
        self.painter.clear(size, [0.1, 0.1, 0.1, 1.0]);
        self.painter.paint_and_update_textures(size, output.pixels_per_point, &shapes, &mut output.textures_delta);
        self.context = context;
        self.frames += 1;
    }
}

struct Running {
    app: Rc<RefCell<App>>,
    _listeners: Vec<Listener>,
    _frames: Loop,
}

/// A board on a canvas, until it is freed. A frame that panics leaves the drawing as it was, so a panic may pass it.
#[wasm_bindgen]
pub struct Board(AssertUnwindSafe<Running>);

#[wasm_bindgen]
impl Board {
    #[wasm_bindgen(constructor)]
    pub fn new(canvas: HtmlCanvasElement) -> Result<Board, JsError> {
        let context = canvas.get_context("webgl2").ok().flatten().ok_or_else(|| JsError::new("there is no WebGL"))?;
        let gl = Arc::new(glow::Context::from_webgl2_context(context.unchecked_into::<WebGl2RenderingContext>()));
        let painter = Painter::new(gl, "", None, false).map_err(|error| JsError::new(&error.to_string()))?;
        let app = Rc::new(RefCell::new(App {
            canvas: canvas.clone(),
            context: egui::Context::default(),
            painter,
            events: Vec::new(),
            drawing: Drawing { strokes: Vec::new(), width: 3.0, title: String::new() },
            frames: 0,
        }));
        let heard = Rc::clone(&app);
        let listeners = page::listen(&canvas, move |event| heard.borrow_mut().events.push(event));
        let painted = Rc::clone(&app);
        let frames = Loop::start(move |now| painted.borrow_mut().frame(now));
        Ok(Board(AssertUnwindSafe(Running { app, _listeners: listeners, _frames: frames })))
    }

    /// Coordinates of all strokes, one array each.
    pub fn strokes(&self) -> Vec<js_sys::Float32Array> {
        let app = self.0.app.borrow();
        let flat = |stroke: &Vec<Pos2>| stroke.iter().flat_map(|at| [at.x, at.y]).collect::<Vec<f32>>();
        app.drawing.strokes.iter().map(|stroke| js_sys::Float32Array::from(&flat(stroke)[..])).collect()
    }

    #[wasm_bindgen(getter)]
    pub fn title(&self) -> String {
        self.0.app.borrow().drawing.title.clone()
    }

    #[wasm_bindgen(getter)]
    pub fn frames(&self) -> u32 {
        self.0.app.borrow().frames
    }
}

impl Drop for Running {
    fn drop(&mut self) {
        if let Ok(mut app) = self.app.try_borrow_mut() {
            app.painter.destroy();
        }
    }
}
