// Writes a page that runs one driver on one `web` package, without any bundler: `DIR/src/index.html`.
//
//   node site.mjs --dir DIR --name NAME --pkg PACKAGE --driver FILE --flavour FLAVOUR --tool ours|oracle [--start WAY --modules NODE_MODULES]
//
// WAY is how a tool that builds apps changes and starts a package: a key of `app.mjs` after `web from`.
import { createRequire } from 'node:module';
import { join, resolve } from 'node:path';
import { parseArgs } from 'node:util';
import * as app from './app.mjs';

const names = ['dir', 'name', 'pkg', 'driver', 'flavour', 'tool'];
const { values: options } = parseArgs({ options: Object.fromEntries([...names, 'start', 'modules'].map((name) => [name, { type: 'string' }])) });
for (const name of names) {
  if (!options[name]) throw new Error(`--${name} is missing`);
}
const { name, flavour, tool } = options;
const guest = { name, pkg: resolve(options.pkg), driver: resolve(options.driver) };
const target = options.start ? `web from ${options.start}` : 'web';

/** The minifier of a build tool. */
function minify(text) {
  const { transformSync } = createRequire(join(resolve(options.modules), 'x.js'))('esbuild');
  return transformSync(text, { minify: true, format: 'esm' }).code;
}

const src = app.write({ dir: resolve(options.dir), target, flavour, tool, minify, guests: [guest] });
app.page(join(src, 'index.html'), './main.js');
