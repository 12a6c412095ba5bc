// The wasm as text in the file itself.

function __wbg_load_bytes() {
    const text = '$BASE64';
    return Uint8Array.from(atob(text), (char) => char.charCodeAt(0));
}
