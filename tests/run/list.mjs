// Prints, as JSON, each driver's name with the targets and tools it is written for.
import { readdirSync } from 'node:fs';
import { fileURLToPath } from 'node:url';
import { ALL_TARGETS } from './load.mjs';

const HELPERS = new Set(['harness', 'list', 'load', 'shape', 'support', 'wasm-hooks']);

const drivers = {};
for (const file of readdirSync(fileURLToPath(new URL('.', import.meta.url))).sort()) {
  const name = file.replace(/\.mjs$/, '');
  if (name === file || HELPERS.has(name)) continue;
  const driver = await import(`./${file}`);
  drivers[name] = { targets: driver.targets ?? ALL_TARGETS, tools: driver.tools ?? ['ours', 'oracle'] };
}
console.log(JSON.stringify(drivers));
