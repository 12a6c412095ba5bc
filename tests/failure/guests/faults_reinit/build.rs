//! Bounds the memory, so that a guest can run out of it without taking gigabytes.

fn main() {
    println!("cargo:rerun-if-changed=build.rs");
    println!("cargo:rustc-cdylib-link-arg=--max-memory=4194304");
}
