(module (@custom "__wasm_bindgen_unstable" "\30\00\00\00{\22schema_version\22:\220.2.130\22,\22version\22:\220.2.130\22}\02\00\00\00\05\05"))
