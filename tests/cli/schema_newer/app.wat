(module (@custom "__wasm_bindgen_unstable" "\3a\00\00\00{\22schema_version\22:\220.2.999\22,\22version\22:\220.2.999 (abcdef0)\22}\00\00\00\00"))
