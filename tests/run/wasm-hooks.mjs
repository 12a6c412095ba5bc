// Module hooks that treat an imported `.wasm` file as bundlers do: an instance whose imports are the modules it names.
import { readFileSync } from 'node:fs';
import { fileURLToPath } from 'node:url';

const STRING_CONSTANTS = 'wasm:js/string-constants';

/** Replaces the text of a wasm module by an equivalent ES module. */
export async function load(url, context, next) {
  const { pathname, search } = new URL(url);
  if (!pathname.endsWith('.wasm')) return next(url, context);
  const bytes = readFileSync(fileURLToPath(new URL(pathname, url)));
  const module = new WebAssembly.Module(bytes);
  const wanted = WebAssembly.Module.imports(module);
  // Constants whose value is their name are the engine's own; older ones take them from the import object.
  const strings = wanted.filter((one) => one.module === STRING_CONSTANTS).map((one) => [one.name, one.name]);
  const from = [...new Set(wanted.map((one) => one.module))].filter((specifier) => specifier !== STRING_CONSTANTS);
  const names = WebAssembly.Module.exports(module).map((offered) => offered.name);
  const source = [
    ...from.map((specifier, i) => `import * as m${i} from ${JSON.stringify(specifier + search)};`),
    `const bytes = Buffer.from('${bytes.toString('base64')}', 'base64');`,
    `const strings = { '${STRING_CONSTANTS}': Object.fromEntries(${JSON.stringify(strings)}) };`,
    `const imports = { ...strings, ${from.map((specifier, i) => `${JSON.stringify(specifier)}: m${i}`).join(', ')} };`,
    'const { exports } = new WebAssembly.Instance(new WebAssembly.Module(bytes), imports);',
    ...names.map((name, i) => `const e${i} = exports[${JSON.stringify(name)}];`),
    `export { ${names.map((name, i) => `e${i} as ${JSON.stringify(name)}`).join(', ')} };`,
  ].join('\n');
  return { format: 'module', shortCircuit: true, source };
}

/**
 * Lets Node find out that a `.wasm` file is a module without its own, experimental support. A query stands for another load of the
 * same package, and is handed on to its parts.
 */
export async function resolve(specifier, context, next) {
  const search = context.parentURL ? new URL(context.parentURL).search : '';
  const relative = specifier.startsWith('./') || specifier.startsWith('../');
  const wanted = relative && !specifier.includes('?') ? specifier + search : specifier;
  if (!/\.wasm(\?|$)/.test(wanted)) return next(wanted, context);
  return { url: new URL(wanted, context.parentURL).href, format: 'module', shortCircuit: true };
}
