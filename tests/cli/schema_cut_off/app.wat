(module (@custom "__wasm_bindgen_unstable" "\2c\01\00\00abc"))
