(module (func (export "f")) (@custom ".debug_abbrev" "\01\11\01") (@custom ".debug_info" "\30\00\00\00\04\00\00\00\00\00\04\01\02\03"))
