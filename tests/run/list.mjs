// Prints, as JSON, each driver's name with the targets, tools and flavours it is written for, and the flags that its packages are made with:
// one run for each entry `{ add: ['--flag'], targets, flavours }`; without the last two, everywhere.
import { readdirSync } from 'node:fs';
import { fileURLToPath } from 'node:url';
import { ALL_TARGETS } from './load.mjs';

const HELPERS = new Set(['harness', 'list', 'load', 'shape', 'support', 'threads_worker', 'wasm-hooks']);

/** Flavours that are about every guest, as far as they build it. */
const EVERY = ['abort', 'unwind-legacy', 'unwind-exnref', 'mvp', 'wasm64'];

const drivers = {};
for (const file of readdirSync(fileURLToPath(new URL('.', import.meta.url))).sort()) {
  const name = file.replace(/\.mjs$/, '');
  if (name === file || HELPERS.has(name)) continue;
  const driver = await import(`./${file}`);
  drivers[name] = {
    targets: driver.targets ?? ALL_TARGETS,
    tools: driver.tools ?? ['ours', 'oracle'],
    flags: driver.flags ?? [{ add: [] }],
    flavours: driver.flavours ?? EVERY,
  };
}
console.log(JSON.stringify(drivers));
