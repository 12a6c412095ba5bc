(module
  (import "__wbindgen_placeholder__" "__wbindgen_describe" (func $d (param i32)))
  (func (export "__wbindgen_describe_f") (call $d (i32.const 11)) (call $d (i32.const 0)) (call $d (i32.const 0)) (call $d (i32.const 28)) (call $d (i32.const 28)))
)
