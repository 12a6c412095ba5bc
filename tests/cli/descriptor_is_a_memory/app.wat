(module (memory (export "__wbindgen_describe_f") 1))
