// Makes `import * as wasm from "./x_bg.wasm"` work in esbuild and Rollup, which know nothing of wasm: the module is embedded, gets its
// imports from the modules it names, and its exports become the exports of an ES module.
import { readFileSync } from 'node:fs';

/** Source of the ES module that stands for a wasm file. */
function moduleOf(file) {
  const bytes = readFileSync(file);
  const module = new WebAssembly.Module(bytes);
  const from = [...new Set(WebAssembly.Module.imports(module).map((item) => item.module))];
  const exported = WebAssembly.Module.exports(module).map((item) => item.name);
  return [
    ...from.map((name, i) => `import * as m${i} from ${JSON.stringify(name)};`),
    `const bytes = Uint8Array.from(atob('${bytes.toString('base64')}'), (c) => c.charCodeAt(0));`,
    `const imports = { ${from.map((name, i) => `${JSON.stringify(name)}: m${i}`).join(', ')} };`,
    'const { exports } = (await WebAssembly.instantiate(bytes, imports)).instance;',
    ...exported.map((name, i) => `const e${i} = exports[${JSON.stringify(name)}];\nexport { e${i} as ${JSON.stringify(name)} };`),
  ].join('\n');
}

/** For esbuild. */
export const esbuildWasm = {
  name: 'wasm',
  setup(build) {
    build.onLoad({ filter: /\.wasm$/ }, ({ path }) => ({ contents: moduleOf(path), loader: 'js' }));
  },
};

/** For Rollup. */
export const rollupWasm = {
  name: 'wasm',
  load: (id) => (id.endsWith('.wasm') ? moduleOf(id) : null),
};
