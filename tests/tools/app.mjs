// Writes the sources of a small app: some packages, their drivers, and a page that runs them.
import { cpSync, mkdirSync, readFileSync, rmSync, writeFileSync } from 'node:fs';
import { dirname, join } from 'node:path';
import { fileURLToPath } from 'node:url';

const HERE = dirname(fileURLToPath(import.meta.url));
const DRIVERS = join(HERE, '../run');

/** Copies a script; what it imports from Node is there in another file. */
function script(from, to) {
  writeFileSync(to, readFileSync(from, 'utf8').replaceAll("'node:assert/strict'", "'./assert.mjs'"));
}

/** How an app gets hold of a package: target -> import statements and an expression. */
const USES = {
  bundler: (file, i) => [`import * as pkg${i} from ${file};`, `async () => pkg${i}`],
  web: (file, i) => [`import init${i}, * as pkg${i} from ${file};`, `async () => (await init${i}(), pkg${i})`],
};

/**
 * Writes `dir/src/main.js` and what it needs.
 * `app` is `{ dir, target, flavour, guests: [{ name, pkg, driver? }] }`, `pkg` being the folder of a package.
 */
export function write(app) {
  const src = join(app.dir, 'src');
  rmSync(app.dir, { recursive: true, force: true });
  mkdirSync(src, { recursive: true });
  for (const file of ['assert.mjs', 'page.mjs']) script(join(HERE, 'browser', file), join(src, file));
  script(join(DRIVERS, 'support.mjs'), join(src, 'support.mjs'));
  const head = ["import { run } from './page.mjs';"];
  const cases = [];
  app.guests.forEach(({ name, pkg, driver }, i) => {
    cpSync(pkg, join(src, 'pkg', name), { recursive: true });
    script(driver ?? join(DRIVERS, `${name}.mjs`), join(src, `${name}.mjs`));
    const [statement, load] = USES[app.target](`'./pkg/${name}/${name}.js'`, i);
    head.push(statement, `import * as driver${i} from './${name}.mjs';`);
    cases.push(`  { name: '${name}', driver: driver${i}, load: ${load} },`);
  });
  const context = JSON.stringify({ flavour: app.flavour, target: app.target });
  writeFileSync(join(src, 'main.js'), [...head, 'run([', ...cases, `], ${context});`, ''].join('\n'));
  return src;
}

/** Writes the page that loads `script`. */
export function page(file, source, type = 'module') {
  const kind = type === 'module' ? 'type="module"' : 'defer';
  writeFileSync(file, `<!doctype html>\n<meta charset="utf-8">\n<link rel="icon" href="data:,">\n<script ${kind} src="${source}"></script>\n`);
}
