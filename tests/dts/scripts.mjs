// Checks the declarations of classic scripts: each guest in a program of its own, because all declare the same global.
//
//   node scripts.mjs --packages DIR --modules NODE_MODULES GUEST…
//
// Code that uses a guest's declarations lies in `scripts/<guest>.ts`.
import { createRequire } from 'node:module';
import { existsSync } from 'node:fs';
import { join, resolve } from 'node:path';
import { fileURLToPath } from 'node:url';
import { parseArgs } from 'node:util';

const { values: options, positionals: guests } = parseArgs({
  allowPositionals: true,
  options: { packages: { type: 'string' }, modules: { type: 'string' } },
});
const ts = createRequire(join(resolve(options.modules), 'x.js'))('typescript');
const consumers = fileURLToPath(new URL('scripts', import.meta.url));

const settings = { target: ts.ScriptTarget.ESNext, strict: true, noEmit: true, types: [], skipDefaultLibCheck: true };
const host = ts.createCompilerHost(settings);
const read = host.getSourceFile.bind(host);
const known = new Map();
// TypeScript's own libraries are parsed once.
host.getSourceFile = (file, ...rest) => {
  if (!known.has(file)) known.set(file, read(file, ...rest));
  return known.get(file);
};

const problems = [];
let used = 0;
for (const guest of guests) {
  const declarations = resolve(options.packages, guest, `${guest}.d.ts`);
  const consumer = join(consumers, `${guest}.ts`);
  const files = [declarations, ...(existsSync(consumer) ? [consumer] : [])];
  used += files.length - 1;
  const program = ts.createProgram(files, settings, host);
  problems.push(...ts.getPreEmitDiagnostics(program));
  const globals = program.getTypeChecker().getSymbolsInScope(program.getSourceFile(declarations), ts.SymbolFlags.Function);
  const global = globals.find((symbol) => symbol.name === 'wasm_bindgen');
  if (!global?.exports?.has('initSync')) problems.push({ file: undefined, messageText: `${guest} declares no global`, category: 1, code: 0 });
}
if (used === 0) problems.push({ file: undefined, messageText: 'no code uses the declarations', category: 1, code: 0 });
if (problems.length > 0) {
  console.error(ts.formatDiagnostics(problems, host));
  process.exit(1);
}
console.log(`${guests.length} scripts`);
