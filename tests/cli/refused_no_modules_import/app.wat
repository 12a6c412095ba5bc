(module (import "env" "f" (func $f)) (func (export "g") (call $f)))
