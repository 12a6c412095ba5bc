(module (import "__wbindgen_placeholder__" "__wbg_alert_0" (func (param i32 i32))))
