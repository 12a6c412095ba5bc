// Bundles apps with one tool, the way its users call it; one JSON line per app: { name, error }.
//
//   node bundle.mjs --tool webpack|vite|esbuild|rollup --modules NODE_MODULES --apps APPS.json
//
// APPS.json is a list of apps for `app.mjs`, each with a `name`. The page is `dist/index.html` in the app's folder.
import { cpSync, mkdirSync, readFileSync, readdirSync } from 'node:fs';
import { createRequire } from 'node:module';
import { join, resolve } from 'node:path';
import { pathToFileURL } from 'node:url';
import { parseArgs } from 'node:util';
import * as app from './app.mjs';
import { esbuildWasm, rollupWasm } from './wasm-plugin.mjs';

const { values: options } = parseArgs({
  options: { tool: { type: 'string' }, modules: { type: 'string' }, apps: { type: 'string' } },
});
const require = createRequire(join(resolve(options.modules), 'x.js'));

/** An installed package that is an ES module, or a CommonJS one. */
const load = async (name) => import(pathToFileURL(require.resolve(name)));

/** These tools leave `new URL('x_bg.wasm', import.meta.url)` as it is, so the file has to lie beside the script. */
function placeWasm({ dir, guests }) {
  for (const { pkg } of guests) {
    for (const file of readdirSync(pkg)) {
      if (file.endsWith('.wasm')) cpSync(join(pkg, file), join(dir, 'dist', file));
    }
  }
}

const bundlers = {
  async webpack({ dir, target }, src) {
    const { default: webpack } = await load('webpack');
    const compiler = webpack({
      mode: 'production',
      context: src,
      entry: './main.js',
      output: { path: join(dir, 'dist'), filename: 'app.js' },
      // Vite and esbuild minify; webpack's minifier takes longer than everything else.
      optimization: { minimize: false },
      experiments: { asyncWebAssembly: target === 'bundler' },
      performance: { hints: false },
    });
    const stats = await new Promise((done, failed) => {
      compiler.run((error, stats) => (error ? failed(error) : compiler.close(() => done(stats))));
    });
    if (stats.hasErrors() || stats.hasWarnings()) throw new Error(stats.toString({ all: false, errors: true, warnings: true }));
    app.page(join(dir, 'dist/index.html'), 'app.js', 'classic');
  },
  async vite({ dir }, src) {
    const { build } = await load('vite');
    app.page(join(src, 'index.html'), './main.js');
    await build({
      root: src,
      base: './',
      configFile: false,
      logLevel: 'warn',
      build: { outDir: join(dir, 'dist'), emptyOutDir: true },
    });
  },
  async esbuild(one, src) {
    const { build } = await load('esbuild');
    await build({
      entryPoints: [join(src, 'main.js')],
      outfile: join(one.dir, 'dist/app.js'),
      bundle: true,
      minify: true,
      format: 'esm',
      target: 'esnext',
      logLevel: 'silent',
      plugins: one.target === 'bundler' ? [esbuildWasm] : [],
    });
    placeWasm(one);
    app.page(join(one.dir, 'dist/index.html'), 'app.js');
  },
  async rollup(one, src) {
    const { rollup } = await load('rollup');
    const bundle = await rollup({
      input: join(src, 'main.js'),
      plugins: one.target === 'bundler' ? [rollupWasm] : [],
      onwarn: (warning) => {
        // The two halves of a `bundler` package import each other by design.
        if (warning.code !== 'CIRCULAR_DEPENDENCY') throw new Error(warning.message);
      },
    });
    await bundle.write({ file: join(one.dir, 'dist/app.js'), format: 'es' });
    await bundle.close();
    placeWasm(one);
    app.page(join(one.dir, 'dist/index.html'), 'app.js');
  },
};

for (const one of JSON.parse(readFileSync(options.apps, 'utf8'))) {
  let error = null;
  try {
    const src = app.write(one);
    mkdirSync(join(one.dir, 'dist'), { recursive: true });
    await bundlers[options.tool](one, src);
  } catch (reason) {
    error = String(reason?.stack ?? reason);
  }
  console.log(JSON.stringify({ name: one.name, error }));
}
