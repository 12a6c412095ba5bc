// Proves of emitted packages that every call from JavaScript into the wasm keeps one order: enter, lower, call, lift, free; and that
// none goes past the record of its instance, or past the guards of functions that can fail.
//
//   node walk.mjs --modules NODE_MODULES [--broken PACKAGE] PACKAGE...
//
// Prints what is out of order, and how much there was to see. Exit code 1 if something is; with `--broken`, also if a package that is
// broken on purpose passes.
import { readFileSync, readdirSync } from 'node:fs';
import { join } from 'node:path';
import { parseArgs } from 'node:util';
import { BROKEN } from './broken.mjs';
import { harmless } from './harmless.mjs';
import { check } from './rules.mjs';
import { parser } from './tree.mjs';

const { values, positionals } = parseArgs({ allowPositionals: true, options: { modules: { type: 'string' }, broken: { type: 'string' } } });
const acorn = parser(values.modules);

/** The scripts of a package and the functions that its wasm exports. */
function read(dir, change = (text) => text) {
  const files = readdirSync(dir).filter((name) => name.endsWith('.js'));
  const wasm = readdirSync(dir).find((name) => name.endsWith('_bg.wasm'));
  const programs = files.map((name) => {
    const text = change(readFileSync(join(dir, name), 'utf8'));
    // Engines of 2022 read it: only imports of the source phase are younger. Classic scripts and CommonJS parse as modules too.
    return acorn.parse(text.replace(/^import source /gm, 'import '), {
      ecmaVersion: 2022, sourceType: 'module', allowReturnOutsideFunction: true, locations: true, sourceFile: name,
    });
  });
  const bytes = readFileSync(join(dir, wasm));
  const exports = WebAssembly.Module.exports(new WebAssembly.Module(bytes));
  const named = (wanted) => exports.filter(({ kind }) => wanted === (kind === 'function')).map(({ name }) => name);
  return { programs, exports: named(true), data: new Set(named(false)), harmless: harmless(bytes) };
}

let failed = 0;
const total = { functions: 0, calls: 0, releases: 0, unwatched: 0 };
for (const dir of positionals) {
  const { violations, ...counts } = check(read(dir));
  for (const key of Object.keys(total)) total[key] += counts[key];
  if (violations.length === 0) continue;
  failed += 1;
  console.log(`OUT OF ORDER ${dir}`);
  for (const violation of violations) console.log(`    ${violation}`);
}
for (const [what, before, after, complaint] of values.broken ? BROKEN : []) {
  let changed = false;
  const { violations } = check(read(values.broken, (text) => {
    const broken = text.replace(before, after);
    changed ||= broken !== text;
    return broken;
  }));
  if (changed && violations.some((violation) => complaint.test(violation))) continue;
  failed += 1;
  console.log(`NOT NOTICED ${what}: ${changed ? violations.join('; ') || 'nothing was wrong' : 'there is no such text'}`);
}
console.log(`${positionals.length} packages, ${total.functions} entries, ${total.releases} releases, ${total.calls} calls into the wasm, ${total.unwatched} functions that cannot fail`);
process.exit(failed === 0 ? 0 : 1);
