// Loads packages and compares what exists with what their declarations say.
//
//   node values.mjs --packages DIR --target TARGET --modules NODE_MODULES GUEST…
//
// Below DIR there is one folder per guest. Every declared value, class member and enum variant must exist; every public name
// must be declared, unless it is listed here.
import { createRequire } from 'node:module';
import { existsSync } from 'node:fs';
import { join, resolve } from 'node:path';
import { parseArgs } from 'node:util';
import { load } from '../run/load.mjs';

const { values: options, positionals: guests } = parseArgs({
  allowPositionals: true,
  options: { packages: { type: 'string' }, target: { type: 'string' }, modules: { type: 'string' } },
});
const ts = createRequire(join(resolve(options.modules), 'x.js'))('typescript');

/** Public names without a declaration: `skip_typescript`, and names that older TypeScript cannot say. */
const UNDECLARED = {
  docs: ['Untyped', 'untyped'],
  odd_names: ['free-function'],
  reexports: ['undeclared'],
};

/** Names that loading adds and that are not declared. */
const LOADING = new Set(['module.exports']);

const files = new Map(guests.map((guest) => [guest, resolve(options.packages, guest, `${guest}.d.ts`)]));
const program = ts.createProgram([...files.values()], {
  target: ts.ScriptTarget.ESNext,
  module: ts.ModuleKind.ESNext,
  moduleResolution: ts.ModuleResolutionKind.Bundler,
  strict: true,
  types: [],
});
const checker = program.getTypeChecker();
const problems = [];

/** Values a module declares, by public name. */
function declaredValues(file) {
  const module = checker.getSymbolAtLocation(program.getSourceFile(file));
  const values = new Map();
  for (const symbol of checker.getExportsOfModule(module)) {
    const target = symbol.flags & ts.SymbolFlags.Alias ? checker.getAliasedSymbol(symbol) : symbol;
    const typeOnly = symbol.declarations?.some((node) => ts.isExportSpecifier(node) && (node.isTypeOnly || node.parent.parent.isTypeOnly));
    if (target.flags & ts.SymbolFlags.Value && !typeOnly) values.set(symbol.name, target);
  }
  return values;
}

function checkClass(where, symbol, value) {
  const statics = symbol.exports ?? new Map();
  for (const [name] of statics) {
    if (name !== 'prototype' && !String(name).startsWith('__') && !(name in value)) problems.push(`${where}.${name} is declared only`);
  }
  for (const [name, member] of symbol.members ?? new Map()) {
    const computed = String(name).startsWith('__');
    if (computed || member.flags & ts.SymbolFlags.TypeParameter) continue;
    if (!(name in value.prototype)) problems.push(`${where}#${name} is declared only`);
  }
}

function checkObject(where, type, value) {
  for (const property of type.getProperties()) {
    if (!(property.name in value)) {
      problems.push(`${where}.${property.name} is declared only`);
      continue;
    }
    checkValue(`${where}.${property.name}`, property, value[property.name]);
  }
}

function checkValue(where, symbol, value) {
  if (symbol.flags & ts.SymbolFlags.Class) {
    checkClass(where, symbol, value);
  } else if (symbol.flags & ts.SymbolFlags.Enum) {
    for (const name of symbol.exports.keys()) {
      if (!(name in value)) problems.push(`${where}.${name} is declared only`);
    }
  } else if (symbol.flags & ts.SymbolFlags.Function) {
    if (typeof value !== 'function') problems.push(`${where} is no function`);
  } else if (typeof value === 'object' && value !== null) {
    checkObject(where, checker.getTypeOfSymbol(symbol), value);
  }
}

async function check(guest, file) {
  const driverFile = resolve(import.meta.dirname ?? new URL('.', import.meta.url).pathname, '../run', `${guest}.mjs`);
  const driver = existsSync(driverFile) ? await import(driverFile) : {};
  if (driver.targets && !driver.targets.includes(options.target)) return;
  const loaded = load({ pkg: resolve(options.packages, guest), stem: guest, target: options.target });
  try {
    await driver.setup?.({ target: options.target, flavour: 'abort', tool: 'ours', unwind: false, see: () => {} });
    const module = await loaded.start();
    const declared = declaredValues(file);
    if (declared.size === 0) problems.push(`${guest}: nothing is declared`);
    for (const [name, symbol] of declared) {
      if (name in module) checkValue(`${guest}: ${name}`, symbol, module[name]);
      else problems.push(`${guest}: ${name} is declared only`);
    }
    const known = new Set([...declared.keys(), ...(UNDECLARED[guest] ?? []), ...LOADING]);
    for (const name of Object.keys(module)) {
      if (!known.has(name)) problems.push(`${guest}: ${name} is not declared`);
    }
  } finally {
    loaded.clean();
  }
}

for (const [guest, file] of files) {
  try {
    await check(guest, file);
  } catch (error) {
    problems.push(`${guest}: ${error?.stack ?? error}`);
  }
}
if (problems.length > 0) {
  console.error(problems.join('\n'));
  process.exit(1);
}
console.log(`${files.size} packages`);
process.exit(0);
