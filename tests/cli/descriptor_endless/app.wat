(module (func (export "__wbindgen_describe_f") (loop br 0)))
