// One way of loading per target, as the target's users would do it.
import { cpSync, mkdtempSync, readFileSync, rmSync, writeFileSync } from 'node:fs';
import { createRequire, register } from 'node:module';
import { tmpdir } from 'node:os';
import { join, resolve } from 'node:path';
import { pathToFileURL } from 'node:url';
import vm from 'node:vm';

/** For packages that load themselves while they are imported. */
async function imported(dir, stem, nth) {
  return import(`${pathToFileURL(join(dir, `${stem}.js`))}?${nth}`);
}

const loaders = {
  nodejs: {
    type: 'commonjs',
    async start(dir, stem) {
      const require = createRequire(join(dir, 'x.js'));
      const file = join(dir, `${stem}.js`);
      delete require.cache[file];
      return require(file);
    },
  },
  web: {
    type: 'module',
    async start(dir, stem, nth) {
      const glue = await import(`${pathToFileURL(join(dir, `${stem}.js`))}?${nth}`);
      glue.initSync({ module: readFileSync(join(dir, `${stem}_bg.wasm`)) });
      return glue;
    },
  },
  'experimental-nodejs-module': {
    // Its own `package.json` says what it is.
    start: imported,
  },
  'no-modules': {
    type: 'commonjs',
    async start(dir, stem, nth) {
      const filename = join(dir, `${stem}.js`);
      const text = readFileSync(filename, 'utf8');
      // A classic script's `let` binding is visible to later scripts, not on the global object, and cannot be made twice.
      vm.runInThisContext(nth === 0 ? text : `{ ${text}\nglobalThis.nextScript = wasm_bindgen; }`, { filename });
      const glue = vm.runInThisContext(nth === 0 ? 'wasm_bindgen' : 'nextScript');
      glue.initSync({ module: readFileSync(join(dir, `${stem}_bg.wasm`)) });
      return glue;
    },
  },
  deno: { start: imported },
  // Needs an engine with source phase imports.
  module: { type: 'module', start: imported },
  bundler: {
    type: 'module',
    async start(dir, stem, nth) {
      if (nth === 0) register('./wasm-hooks.mjs', import.meta.url);
      return imported(dir, stem, nth);
    },
  },
};

/** Every target that a driver is run on unless it says otherwise. */
export const ALL_TARGETS = Object.keys(loaders);

/**
 * Prepares a copy of the package, so that a `package.json` of the right type can lie beside it.
 * `start()` loads and instantiates it, a fresh one each time; `clean()` removes the copy.
 */
export function load({ pkg, stem, target }) {
  const loader = loaders[target];
  if (!loader) throw new Error(`no loader for target ${target}`);
  const dir = mkdtempSync(join(tmpdir(), 'wbg-run-'));
  cpSync(resolve(pkg), dir, { recursive: true });
  if (loader.type) writeFileSync(join(dir, 'package.json'), JSON.stringify({ type: loader.type }));
  let started = 0;
  return {
    dir,
    start: () => loader.start(dir, stem, started++),
    clean: () => rmSync(dir, { recursive: true, force: true }),
  };
}
