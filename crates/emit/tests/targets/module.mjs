// The module for platforms that hand out compiled wasm: a wrapper turns its source phase import into a plain one, and the platform
// answers that with the module.
import assert from 'node:assert/strict';
import fs from 'node:fs';
import { register } from 'node:module';
import path from 'node:path';
import { pathToFileURL } from 'node:url';

const hooks = `
import fs from 'node:fs';
export async function load(url, context, next) {
    if (!url.endsWith('.wasm')) return next(url, context);
    const bytes = fs.readFileSync(new URL(url)).toString('base64');
    const source = 'export default new WebAssembly.Module(Buffer.from("' + bytes + '", "base64"));';
    return { format: 'module', shortCircuit: true, source };
}
export async function resolve(specifier, context, next) {
    if (!specifier.endsWith('.wasm')) return next(specifier, context);
    return { url: new URL(specifier, context.parentURL).href, format: 'module', shortCircuit: true };
}`;
register(`data:text/javascript,${encodeURIComponent(hooks)}`);

const file = path.join(process.argv[2], 'tiny.js');
const text = fs.readFileSync(file, 'utf8');
assert.equal(text.split('import source ').length, 2, 'one source phase import');
fs.writeFileSync(file, text.replaceAll('import source ', 'import '));
const tiny = await import(pathToFileURL(file).href);
assert.deepEqual(Object.keys(tiny).sort(), ['add', 'delete', 'started']);
assert.equal(tiny.add(2, 3), 5);
assert.equal(tiny.started(), 1);
