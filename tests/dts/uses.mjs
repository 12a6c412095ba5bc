// Writes code that uses every declaration of packages: calls each function and method with as few and with all of its arguments,
// constructs each class, reads and writes each property, and names each type. The compiler says whether that is possible.
//
//   node uses.mjs --packages DIR --name NAME --out DIR --modules NODE_MODULES GUEST…
//
// The code imports the package of a guest as `NAME/GUEST/GUEST`.
//
// What must not be possible (a private constructor, writing a readonly property) is marked as an expected error. Prints how many
// uses there are.
import { createRequire } from 'node:module';
import { mkdirSync, writeFileSync } from 'node:fs';
import { join, resolve } from 'node:path';
import { parseArgs } from 'node:util';

const { values: options, positionals: guests } = parseArgs({
  allowPositionals: true,
  options: { packages: { type: 'string' }, name: { type: 'string' }, out: { type: 'string' }, modules: { type: 'string' } },
});
const ts = createRequire(join(resolve(options.modules), 'x.js'))('typescript');

const files = new Map(guests.map((guest) => [guest, resolve(options.packages, guest, `${guest}.d.ts`)]));
const program = ts.createProgram([...files.values()], {
  target: ts.ScriptTarget.ESNext,
  module: ts.ModuleKind.ESNext,
  moduleResolution: ts.ModuleResolutionKind.Bundler,
  strict: true,
  types: [],
});
const checker = program.getTypeChecker();
const EXPECTED = '// @ts-expect-error';

const isIdentifier = (name) => /^[A-Za-z_$][\w$]*$/.test(name);
/** Access to a member, in values and in types. */
const member = (object, name) => (isIdentifier(name) ? `${object}.${name}` : `${object}[${JSON.stringify(name)}]`);
const isPrivate = (declaration) =>
  Boolean(ts.getCombinedModifierFlags(declaration) & (ts.ModifierFlags.Private | ts.ModifierFlags.Protected));

/** Calls with all arguments, and with those that cannot be left out. `args` names the tuple type of the parameters. */
function calls(callee, args, signature, prefix = '') {
  const fewest = Math.min(signature.minArgumentCount, signature.parameters.length);
  const some = Array.from({ length: fewest }, (_, i) => `null! as ${args}[${i}]`);
  return [`void ${prefix}${callee}(...(null! as ${args}));`, `void ${prefix}${callee}(${some.join(', ')});`];
}

/** Uses of the members of an object, which is called `value` and has the type `type`. */
function members(value, type, properties, lines) {
  for (const property of properties) {
    const declarations = property.declarations ?? [];
    if (declarations.some(isPrivate)) continue;
    // `[Symbol.iterator]` and the like.
    const computed = declarations.map((one) => one.name).find((name) => name && ts.isComputedPropertyName(name))?.expression.getText();
    const access = computed ? `${value}[${computed}]` : member(value, property.name);
    const index = computed ? `${type}[typeof ${computed}]` : `${type}[${JSON.stringify(property.name)}]`;
    const own = checker.getTypeOfSymbol(property);
    const [signature] = own.getCallSignatures();
    if (property.flags & ts.SymbolFlags.Method && signature) {
      lines.push(...calls(access, `Parameters<${index}>`, signature));
      continue;
    }
    const kinds = new Set(declarations.map((declaration) => declaration.kind));
    const readable = !kinds.has(ts.SyntaxKind.SetAccessor) || kinds.has(ts.SyntaxKind.GetAccessor);
    const fixed = declarations.some((one) => ts.getCombinedModifierFlags(one) & ts.ModifierFlags.Readonly) ||
      (kinds.has(ts.SyntaxKind.GetAccessor) && !kinds.has(ts.SyntaxKind.SetAccessor));
    if (readable) lines.push(`void (${access} satisfies ${index});`);
    if (fixed) lines.push(EXPECTED, `${access} = null!;`);
    else lines.push(`${access} = null! as ${index};`);
  }
}

function useClass(name, symbol, lines) {
  const access = member('guest', name);
  const type = checker.getTypeOfSymbol(symbol);
  const [signature] = type.getConstructSignatures();
  const declared = symbol.declarations?.find(ts.isClassDeclaration)?.members.find(ts.isConstructorDeclaration);
  if (declared && isPrivate(declared)) lines.push(EXPECTED, `void new ${access}();`);
  else lines.push(...calls(access, `ConstructorParameters<typeof ${access}>`, signature, 'new '));
  lines.push(`const made: ${access} = null!;`);
  members('made', access, checker.getPropertiesOfType(checker.getDeclaredTypeOfSymbol(symbol)), lines);
  members(access, `(typeof ${access})`, checker.getPropertiesOfType(type).filter((one) => one.name !== 'prototype'), lines);
}

/** A namespace, or a value of which nothing is known. */
function useVariable(access, type, lines) {
  lines.push(`void ${access};`);
  const [call] = type.getCallSignatures();
  if (call) lines.push(...calls(access, `Parameters<typeof ${access}>`, call));
  else if (type.getConstructSignatures().length === 0 && type.flags & ts.TypeFlags.Object) {
    for (const property of checker.getPropertiesOfType(type)) {
      useVariable(member(access, property.name), checker.getTypeOfSymbol(property), lines);
    }
  }
}

function use(symbol, lines) {
  const target = symbol.flags & ts.SymbolFlags.Alias ? checker.getAliasedSymbol(symbol) : symbol;
  const typeOnly = symbol.declarations?.some((node) => ts.isExportSpecifier(node) && (node.isTypeOnly || node.parent.parent.isTypeOnly));
  const access = member('guest', symbol.name);
  if (typeOnly || !(target.flags & ts.SymbolFlags.Value)) {
    if (isIdentifier(symbol.name)) lines.push(`const typed: ${access} = null!;`, 'void typed;');
  } else if (target.flags & ts.SymbolFlags.Class) {
    useClass(symbol.name, target, lines);
  } else if (target.flags & ts.SymbolFlags.Enum) {
    for (const [name] of target.exports) lines.push(`void (${member(access, String(name))} satisfies ${access});`);
  } else if (target.flags & ts.SymbolFlags.Function) {
    const [signature] = checker.getTypeOfSymbol(target).getCallSignatures();
    lines.push(...calls(access, `Parameters<typeof ${access}>`, signature));
    lines.push(`void (null! as ReturnType<typeof ${access}>);`);
  } else {
    useVariable(access, checker.getTypeOfSymbol(target), lines);
  }
}

mkdirSync(options.out, { recursive: true });
let total = 0;
for (const [guest, file] of files) {
  const module = checker.getSymbolAtLocation(program.getSourceFile(file));
  const blocks = [];
  for (const symbol of module ? checker.getExportsOfModule(module) : []) {
    const lines = [];
    use(symbol, lines);
    if (lines.length === 0) throw new Error(`${guest}: nothing is known to do with \`${symbol.name}\``);
    total += lines.filter((line) => line !== EXPECTED).length;
    blocks.push(`export function use${blocks.length}(): void {\n${lines.map((line) => `  ${line}\n`).join('')}}\n`);
  }
  const text = `import * as guest from '${options.name}/${guest}/${guest}';\n\n${blocks.join('\n')}`;
  writeFileSync(join(options.out, `${guest}.ts`), text);
}
console.log(`${total} uses of ${files.size} packages`);
