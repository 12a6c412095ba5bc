//! The demonstration windows of egui on a canvas, and a window of our own among them.

use eframe::egui;
use wasm_bindgen::prelude::*;
use web_sys::HtmlCanvasElement;

#[derive(Default)]
struct Panels {
    demo: egui_demo_lib::DemoWindows,
    clicks: u32,
    text: String,
}

impl eframe::App for Panels {
    fn ui(&mut self, ui: &mut egui::Ui, _frame: &mut eframe::Frame) {
        self.demo.ui(ui);
        let corner = egui::Area::new(egui::Id::unique("corner")).fixed_pos(egui::Pos2::ZERO);
        corner.order(egui::Order::Foreground).show(ui.ctx(), |ui| self.corner(ui));
        assert!(!ui.input(|input| input.key_pressed(egui::Key::F8)), "nobody presses F8");
    }
}

impl Panels {
    /// A button and, below it, a field.
    fn corner(&mut self, ui: &mut egui::Ui) {
        let size = egui::vec2(200.0, 40.0);
        if ui.add_sized(size, egui::Button::new(format!("clicked {}", self.clicks))).clicked() {
            self.clicks += 1;
            report("clicks", &self.clicks.to_string());
        }
        if ui.add_sized(size, egui::TextEdit::singleline(&mut self.text)).changed() {
            report("text", &self.text);
        }
    }
}

#[wasm_bindgen]
extern "C" {
    #[wasm_bindgen(js_namespace = panelsHost)]
    fn report(what: &str, value: &str);
}

/// A running app.
#[wasm_bindgen]
pub struct Desk(eframe::WebRunner);

#[wasm_bindgen]
impl Desk {
    #[wasm_bindgen(constructor)]
    pub fn new() -> Desk {
        Desk(eframe::WebRunner::new())
    }

    pub async fn start(&self, canvas: HtmlCanvasElement) -> Result<(), JsValue> {
        let make =
            |_: &eframe::CreationContext<'_>| -> Result<Box<dyn eframe::App>, _> { Ok(Box::<Panels>::default()) };
        self.0.start(canvas, eframe::WebOptions::default(), Box::new(make)).await
    }

    pub fn panicked(&self) -> Option<String> {
        self.0.panic_summary().map(|summary| summary.message())
    }

    pub fn destroy(&self) {
        self.0.destroy();
    }
}
