// The wasm as text in the file itself.

function __wbg_load_bytes() {
    const text = '$WASM_TEXT';
    return Uint8Array.from(atob(text), (char) => char.charCodeAt(0));
}
