// Loads one generated package in its target's own way and runs one driver against it.
//
//   node [--expose-gc] harness.mjs --pkg DIR --stem NAME --target TARGET --flavour FLAVOUR --driver FILE
//        [--tool ours|oracle] [--flags "--debug"] [--without Tag,JSTag] [--transcript OUT.json] [--shape OUT.json] [--timeout SECONDS]
//
// Exit code: 0 the driver passed, 77 the driver does not apply to this target or tool, 1 anything else.
import { inspect, parseArgs } from 'node:util';
import { writeFileSync } from 'node:fs';
import { pathToFileURL } from 'node:url';
import { resolve } from 'node:path';
import { shape } from './shape.mjs';
import { show } from './support.mjs';
import { ALL_TARGETS, load } from './load.mjs';

const SKIPPED = 77;

const { values: options } = parseArgs({
  options: {
    pkg: { type: 'string' },
    stem: { type: 'string' },
    target: { type: 'string' },
    flavour: { type: 'string' },
    driver: { type: 'string' },
    tool: { type: 'string', default: 'ours' },
    flags: { type: 'string', default: '' },
    without: { type: 'string', default: '' },
    transcript: { type: 'string' },
    shape: { type: 'string' },
    timeout: { type: 'string', default: '50' },
  },
});
for (const name of ['pkg', 'stem', 'target', 'flavour', 'driver']) {
  if (!options[name]) {
    console.error(`harness: --${name} is missing`);
    process.exit(1);
  }
}

const title = `${options.stem} (${options.flavour}, ${options.target}, ${options.tool}, Node ${process.version})`;
let finished = false;

/** Reports a failure and ends the process. */
function fail(what, error) {
  finished = true;
  console.error(`${title}: ${what}`);
  if (error !== undefined) console.error(error instanceof Error ? inspect(error) : show(error));
  process.exit(1);
}

/** Ends the process with the exit code that means `not applicable`. */
function skip(why) {
  finished = true;
  console.log(`${title}: ${why}`);
  process.exit(SKIPPED);
}

process.on('unhandledRejection', (reason) => fail('unhandled rejection', reason));
process.on('uncaughtException', (error) => fail('uncaught exception', error));
process.on('exit', () => {
  if (!finished) {
    finished = true;
    console.error(`${title}: the driver waits for something that never happens`);
    process.exitCode = 1;
  }
});
const seconds = Number(options.timeout);
const alarm = setTimeout(() => fail(`no result within ${seconds} s`), seconds * 1000);
alarm.unref();

const flags = options.flags.split(' ').filter((flag) => flag !== '');
const transcript = [];
/** Records an observation under a label; two tools' records are compared. */
const see = (label, value) => {
  transcript.push([label, show(value)]);
  return value;
};

/** Collects garbage and lets finalizers run. */
const gc = async () => {
  if (typeof globalThis.gc !== 'function') throw new Error('start node with --expose-gc');
  for (let i = 0; i < 4; i++) {
    globalThis.gc();
    await new Promise((done) => setImmediate(done));
    await new Promise((done) => setTimeout(done, 1));
  }
};

// Engines that know less of wasm.
for (const name of options.without.split(',')) delete WebAssembly[name];

const driver = await import(pathToFileURL(resolve(options.driver)));
const targets = driver.targets ?? ALL_TARGETS;
if (!targets.includes(options.target)) skip('not for this target');
if (driver.tools && !driver.tools.includes(options.tool)) skip('not for this tool');

const loaded = load(options);
try {
  const context = {
    see,
    gc,
    flavour: options.flavour,
    unwind: options.flavour.startsWith('unwind'),
    target: options.target,
    tool: options.tool,
    flags,
    debug: flags.includes('--debug'),
    dir: loaded.dir,
    stem: options.stem,
  };
  await driver.setup?.(context);
  const pkg = await loaded.start();
  if (options.shape) writeFileSync(options.shape, JSON.stringify(shape(pkg), null, 1) + '\n');
  await driver.default({ ...context, pkg, again: loaded.start });
  // Stray errors of finalizers and promises belong to this run too.
  await new Promise((done) => setTimeout(done, 5));
} catch (error) {
  fail('failed', error);
} finally {
  loaded.clean();
}
if (options.transcript) writeFileSync(options.transcript, JSON.stringify(transcript, null, 1) + '\n');
if (transcript.length === 0) fail('the driver recorded nothing');
finished = true;
process.exit(0);
