// Writes the sources of a small app: some packages, their drivers, and a page that runs them.
import { appendFileSync, cpSync, mkdirSync, readFileSync, renameSync, rmSync, writeFileSync } from 'node:fs';
import { dirname, join } from 'node:path';
import { fileURLToPath } from 'node:url';

const HERE = dirname(fileURLToPath(import.meta.url));
const DRIVERS = join(HERE, '../run');

/** Copies a script; what it imports lies beside it, and what it imports from Node has a stand-in. */
function script(from, to) {
  const text = readFileSync(from, 'utf8').replaceAll("'node:assert/strict'", "'./assert.mjs'");
  writeFileSync(to, text.replaceAll(/'\.\.\/\.\.\/(run|tools\/browser)\//g, "'./"));
}

/** An app whose page knows where the wasm is; `argument` makes of its address what the package is started with. */
const renamed = (argument) => (name, i) => {
  const file = `./pkg/${name}/${name}-0123456789abcdef`;
  const start = `init${i}({ module_or_path: ${argument(`new URL('${file}_bg.wasm', import.meta.url).href`)} })`;
  return [`import init${i}, * as pkg${i} from '${file}.js';`, `async () => (await ${start}, pkg${i})`];
};

/** What is appended to a package starts the app; afterwards everything is asked for again. */
const appended = (url) => `
globalThis.appStarted = __wbg_init({ module_or_path: ${url} }).then((wasm) => {
  globalThis.appImports = __wbg_get_imports;
  if (wasm.__wbindgen_start == undefined) wasm.main();
  if (initSync(undefined, undefined) !== wasm) throw new Error('initSync makes another instance');
  if (!(wasm.memory instanceof WebAssembly.Memory)) throw new Error('the memory is not exported');
});
`;

/** What happens to a package before it is served: start -> function of its folder, its name and a minifier. */
const CHANGES = {
  'web from address': rename,
  'web from response': rename,
  'web from minified': (dir, name, minify) => {
    renameSync(join(dir, `${name}_bg.wasm`), join(dir, `${name}.wasm`));
    const script = join(dir, `${name}.js`);
    writeFileSync(script, minify(readFileSync(script, 'utf8')));
  },
  'web from appended': (dir, name) => appendFileSync(join(dir, `${name}.js`), appended(`'./pkg/${name}/${name}_bg.wasm'`)),
};

/** How an app gets hold of a package: target -> import statement and an expression. */
const USES = {
  bundler: (name, i) => [`import * as pkg${i} from './pkg/${name}/${name}.js';`, `async () => pkg${i}`],
  // Some guests want something of their host while they start.
  'bundler later': (name) => ['', `async () => import('./pkg/${name}/${name}.js')`],
  web: (name, i) => [`import init${i}, * as pkg${i} from './pkg/${name}/${name}.js';`, `async () => (await init${i}(), pkg${i})`],
  'web from address': renamed((url) => url),
  'web from minified': (name, i) => [
    `import init${i}, * as pkg${i} from './pkg/${name}/${name}.js';`,
    `async () => (await init${i}({ module_or_path: './pkg/${name}/${name}.wasm' }), pkg${i})`,
  ],
  'web from appended': (name) => [
    '',
    `async () => {\n    const pkg = await import('./pkg/${name}/${name}.js');\n    await globalThis.appStarted;\n    return pkg;\n  }`,
  ],
  // What reports progress while it loads makes a response of its own, without address and of the default type.
  'web from response': renamed((url) => `fetch(${url}).then(async (response) => new Response(await response.blob(), { headers: { 'content-type': 'application/wasm' } }))`),
};

/** Gives both files of a package the names of a hashing tool. */
function rename(dir, name) {
  for (const end of ['.js', '_bg.wasm']) renameSync(join(dir, `${name}${end}`), join(dir, `${name}-0123456789abcdef${end}`));
}

/**
 * Writes `dir/src/main.js` and what it needs.
 * `app` is `{ dir, target, flavour, flags?, tool?, minify?, guests: [{ name, pkg, driver? }] }`, `pkg` being the folder of a package.
 */
export function write(app) {
  const src = join(app.dir, 'src');
  rmSync(app.dir, { recursive: true, force: true });
  mkdirSync(src, { recursive: true });
  for (const file of ['assert.mjs', 'canvas.mjs', 'page.mjs']) script(join(HERE, 'browser', file), join(src, file));
  script(join(DRIVERS, 'support.mjs'), join(src, 'support.mjs'));
  const head = ["import { run } from './page.mjs';"];
  const cases = [];
  app.guests.forEach(({ name, pkg, driver }, i) => {
    cpSync(pkg, join(src, 'pkg', name), { recursive: true });
    script(driver ?? join(DRIVERS, `${name}.mjs`), join(src, `${name}.mjs`));
    CHANGES[app.target]?.(join(src, 'pkg', name), name, app.minify);
    const [statement, load] = USES[app.target](name, i);
    head.push(statement, `import * as driver${i} from './${name}.mjs';`);
    cases.push(`  { name: '${name}', driver: driver${i}, load: ${load} },`);
  });
  const flags = app.flags ?? [];
  const shown = { flavour: app.flavour, target: app.target.split(' ')[0], tool: app.tool ?? 'ours', flags, debug: flags.includes('--debug') };
  writeFileSync(join(src, 'main.js'), [...head, 'run([', ...cases, `], ${JSON.stringify(shown)});`, ''].join('\n'));
  return src;
}

/** Writes the page that loads `script`. */
export function page(file, source, type = 'module') {
  const kind = type === 'module' ? 'type="module"' : 'defer';
  writeFileSync(file, `<!doctype html>\n<meta charset="utf-8">\n<link rel="icon" href="data:,">\n<script ${kind} src="${source}"></script>\n`);
}
