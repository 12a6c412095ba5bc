(module (@custom "__wasm_bindgen_unstable" "\03\00\00\00abc"))
