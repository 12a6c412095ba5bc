// A page that starts a classic script and uses it.
async function start(): Promise<InitOutput> {
  await wasm_bindgen();
  await wasm_bindgen({ module_or_path: fetch('x') });
  const source: SyncInitInput = new Uint8Array();
  wasm_bindgen.initSync({ module: source });
  const input: InitInput = 'x';
  return wasm_bindgen(input);
}

// @ts-expect-error there must be something to start from
wasm_bindgen.initSync();
// @ts-expect-error the exports of the guest are no globals
initSync;

start().then((raw): WebAssembly.Memory => raw.memory);
