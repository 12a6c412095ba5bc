// Writes a page that runs one driver on one `web` package, without any bundler: `DIR/src/index.html`.
//
//   node site.mjs --dir DIR --name NAME --pkg PACKAGE --driver FILE --flavour FLAVOUR --tool ours|oracle [--renamed address|response]
//
// With `--renamed` both files of the package get other names, and the page tells where the wasm is.
import { join, resolve } from 'node:path';
import { parseArgs } from 'node:util';
import * as app from './app.mjs';

const names = ['dir', 'name', 'pkg', 'driver', 'flavour', 'tool'];
const { values: options } = parseArgs({ options: Object.fromEntries([...names, 'renamed'].map((name) => [name, { type: 'string' }])) });
for (const name of names) {
  if (!options[name]) throw new Error(`--${name} is missing`);
}
const { name, flavour, tool } = options;
const guest = { name, pkg: resolve(options.pkg), driver: resolve(options.driver) };
const target = options.renamed ? `web from ${options.renamed}` : 'web';
const src = app.write({ dir: resolve(options.dir), target, flavour, tool, guests: [guest] });
app.page(join(src, 'index.html'), './main.js');
