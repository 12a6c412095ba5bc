//! Glue that is built from hand-written bindings and then run in Node against a wasm made of JavaScript.

mod calls;
mod classes;
mod harness;
mod lifting;
mod lowering;
