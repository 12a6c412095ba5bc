(module (@custom "__wasm_bindgen_unstable" "\2e\00\00\00{\22schema_version\22:\220.2.92\22,\22version\22:\220.2.93\22}\00\00\00\00"))
