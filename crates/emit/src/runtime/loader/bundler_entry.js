// The file that bundlers are given: it ties wasm and glue together.

import * as wasm from "./$WASM_FILE";
import { $ENTRY_IMPORTS } from "./$GLUE_FILE";

__wbg_set_wasm(wasm);
$START;
