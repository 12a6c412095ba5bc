//! Draws, converts and resizes pictures.

use image::imageops::FilterType;
use image::{DynamicImage, GenericImageView, ImageFormat, Rgba, RgbaImage};
use js_sys::Function;
use std::io::Cursor;
use wasm_bindgen::Clamped;
use wasm_bindgen::prelude::*;

/// File formats.
#[wasm_bindgen]
#[derive(Clone, Copy)]
pub enum Format {
    Png,
    Jpeg,
    Gif,
    Bmp,
    WebP,
}

impl Format {
    fn inner(self) -> ImageFormat {
        match self {
            Format::Png => ImageFormat::Png,
            Format::Jpeg => ImageFormat::Jpeg,
            Format::Gif => ImageFormat::Gif,
            Format::Bmp => ImageFormat::Bmp,
            Format::WebP => ImageFormat::WebP,
        }
    }
}

/// A picture in memory.
#[wasm_bindgen]
pub struct Picture(DynamicImage);

#[wasm_bindgen]
impl Picture {
    /// Asks `color(x, y)` for each pixel, as `0xRRGGBBAA`.
    pub fn draw(width: u32, height: u32, color: &Function) -> Result<Picture, JsValue> {
        let mut image = RgbaImage::new(width, height);
        for (x, y, pixel) in image.enumerate_pixels_mut() {
            let value = color.call2(&JsValue::NULL, &x.into(), &y.into())?;
            let value = value.as_f64().ok_or("a colour is a number")? as u32;
            *pixel = Rgba(value.to_be_bytes());
        }
        Ok(Picture(DynamicImage::ImageRgba8(image)))
    }

    /// Reads a file of any format.
    pub fn decode(bytes: &[u8]) -> Result<Picture, JsError> {
        Ok(Picture(image::load_from_memory(bytes)?))
    }

    /// The bytes of a file.
    pub fn encode(&self, format: Format) -> Result<Vec<u8>, JsError> {
        let mut out = Cursor::new(Vec::new());
        let image = match format {
            Format::Jpeg => DynamicImage::ImageRgb8(self.0.to_rgb8()),
            _ => self.0.clone(),
        };
        image.write_to(&mut out, format.inner())?;
        Ok(out.into_inner())
    }

    /// A picture of another size.
    pub fn resized(&self, width: u32, height: u32) -> Picture {
        Picture(self.0.resize_exact(width, height, FilterType::Lanczos3))
    }

    /// All pixels for a canvas.
    pub fn pixels(&self) -> Clamped<Vec<u8>> {
        Clamped(self.0.to_rgba8().into_raw())
    }

    /// One pixel; outside of the picture there is none.
    pub fn pixel(&self, x: u32, y: u32) -> Vec<u8> {
        self.0.get_pixel(x, y).0.to_vec()
    }

    #[wasm_bindgen(getter)]
    pub fn size(&self) -> Vec<u32> {
        vec![self.0.width(), self.0.height()]
    }
}
