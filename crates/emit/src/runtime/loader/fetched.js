// The wasm from an address.

async function __wbg_load_bytes() {
    const response = await fetch('$WASM_URL');
    if (!response.ok) {
        throw new Error(`the wasm module could not be fetched: ${response.status} ${response.statusText} (${response.url})`);
    }
    return response.arrayBuffer();
}
