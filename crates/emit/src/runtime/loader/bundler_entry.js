// The file that bundlers are given: it ties wasm and glue together.

import * as wasm from "./$WASM_FILE";
import { __wbg_set_wasm } from "./$GLUE_FILE";

__wbg_set_wasm(wasm);
$START;
