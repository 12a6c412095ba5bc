(module (table 1 externref) (func (export "__externref_table_alloc") (result i32) i32.const 0) (func (export "f")))
