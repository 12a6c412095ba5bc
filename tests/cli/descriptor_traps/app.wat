(module (func (export "__wbindgen_describe_f") unreachable))
