(module (func (export "default")))
