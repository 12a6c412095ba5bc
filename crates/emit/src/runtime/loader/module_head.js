// The compiled module, given by the engine. Platform wrappers look for this very line.

import source wasmModule from "./$WASM_FILE";
