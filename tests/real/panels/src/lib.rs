//! The demonstration windows of egui on a canvas.

use eframe::egui;
use wasm_bindgen::prelude::*;
use web_sys::HtmlCanvasElement;

struct Panels {
    demo: egui_demo_lib::DemoWindows,
    clicks: u32,
}

impl eframe::App for Panels {
    fn ui(&mut self, ui: &mut egui::Ui, _frame: &mut eframe::Frame) {
        let area = egui::Rect::from_min_size(egui::pos2(0.0, 0.0), egui::vec2(200.0, 60.0));
        self.demo.ui(ui);
        egui::Area::new("corner".into()).fixed_pos(area.min).order(egui::Order::Foreground).show(ui.ctx(), |ui| {
            if ui.add_sized(area.size(), egui::Button::new(format!("clicked {}", self.clicks))).clicked() {
                self.clicks += 1;
                report(self.clicks);
            }
        });
    }
}

#[wasm_bindgen]
extern "C" {
    #[wasm_bindgen(js_namespace = panelsHost)]
    fn report(clicks: u32);
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
        let make = |_: &eframe::CreationContext<'_>| -> Result<Box<dyn eframe::App>, _> {
            Ok(Box::new(Panels { demo: egui_demo_lib::DemoWindows::default(), clicks: 0 }))
        };
        self.0.start(canvas, eframe::WebOptions::default(), Box::new(make)).await
    }

    pub fn panicked(&self) -> Option<String> {
        self.0.panic_summary().map(|summary| summary.message())
    }

    pub fn destroy(&self) {
        self.0.destroy();
    }
}
