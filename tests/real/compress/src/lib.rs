//! Compressed formats behind one function each way.

use flate2::Compression;
use flate2::read::{DeflateDecoder, DeflateEncoder, GzDecoder, GzEncoder, ZlibDecoder, ZlibEncoder};
use std::io::Read;
use wasm_bindgen::prelude::*;

/// Known formats.
#[wasm_bindgen]
#[derive(Clone, Copy)]
pub enum Codec {
    Deflate = "deflate-raw",
    Zlib = "deflate",
    Gzip = "gzip",
    Brotli = "brotli",
    Lz4 = "lz4",
}

/// Compresses bytes.
#[wasm_bindgen]
pub fn pack(codec: Codec, bytes: &[u8]) -> Result<Vec<u8>, JsError> {
    let level = Compression::best();
    match codec {
        Codec::Deflate => read(DeflateEncoder::new(bytes, level)),
        Codec::Zlib => read(ZlibEncoder::new(bytes, level)),
        Codec::Gzip => read(GzEncoder::new(bytes, level)),
        Codec::Brotli => read(brotli::CompressorReader::new(bytes, 4096, 5, 20)),
        Codec::Lz4 => Ok(lz4_flex::compress_prepend_size(bytes)),
        _ => panic!("no such format"),
    }
}

/// The original bytes.
#[wasm_bindgen]
pub fn unpack(codec: Codec, bytes: &[u8]) -> Result<Vec<u8>, JsError> {
    match codec {
        Codec::Deflate => read(DeflateDecoder::new(bytes)),
        Codec::Zlib => read(ZlibDecoder::new(bytes)),
        Codec::Gzip => read(GzDecoder::new(bytes)),
        Codec::Brotli => read(brotli::Decompressor::new(bytes, 4096)),
        Codec::Lz4 => Ok(lz4_flex::decompress_size_prepended(bytes)?),
        _ => panic!("no such format"),
    }
}

fn read(mut stream: impl Read) -> Result<Vec<u8>, JsError> {
    let mut out = Vec::new();
    stream.read_to_end(&mut out)?;
    Ok(out)
}
