(module (@custom "__wasm_bindgen_emscripten_marker" ""))
