// Takes the package of a worker through the steps of a worker's build tool, runs it in workerd on loopback and tries it.
//
//   node run.mjs --pkg DIR --out DIR --modules NODE_MODULES --panics unwind|abort
//
// Prints one JSON document: { found, transcript, error }.
import assert from 'node:assert/strict';
import { spawn } from 'node:child_process';
import { cpSync, mkdirSync, readFileSync, rmSync, writeFileSync } from 'node:fs';
import { createRequire } from 'node:module';
import { join, resolve } from 'node:path';
import { parseArgs } from 'node:util';
import { scan, withoutSourcePhase } from './scan.mjs';
import { scenario } from './scenario.mjs';
import { shim } from './shim.mjs';

const names = ['pkg', 'out', 'modules', 'panics'];
const { values: options } = parseArgs({ options: Object.fromEntries(names.map((name) => [name, { type: 'string' }])) });
const require = createRequire(join(resolve(options.modules), 'x.js'));

/** Writes `index.js` and `index_bg.wasm` as they are uploaded; returns what was found in the glue. */
async function build() {
  const text = readFileSync(join(options.pkg, 'index.js'), 'utf8');
  const found = scan(text);
  const staging = join(options.out, 'staging');
  cpSync(options.pkg, staging, { recursive: true });
  writeFileSync(join(staging, 'shim.js'), shim(found, options.panics));
  const { outputFiles } = await require('esbuild').build({
    entryPoints: [join(staging, 'shim.js')],
    bundle: true,
    minify: true,
    format: 'esm',
    external: ['./index_bg.wasm', 'cloudflare:*'],
    write: false,
    logLevel: 'silent',
  });
  const bundle = outputFiles[0].text;
  assert.equal(bundle.split('import source ').length, 2, 'exactly one source phase import');
  writeFileSync(join(options.out, 'index.js'), withoutSourcePhase(bundle));
  cpSync(join(options.pkg, 'index_bg.wasm'), join(options.out, 'index_bg.wasm'));
  const objects = found.classes;
  writeFileSync(join(options.out, 'config.capnp'), config(objects));
  return found;
}

/** Configuration of workerd: one worker, its durable objects with storage in memory, a port of its choice. */
const config = (objects) => `using Workerd = import "/workerd/workerd.capnp";
const config :Workerd.Config = (
  services = [(name = "main", worker = .app)],
  sockets = [(name = "http", address = "127.0.0.1:0", http = (), service = "main")],
);
const app :Workerd.Worker = (
  modules = [
    (name = "index.js", esModule = embed "index.js"),
    (name = "index_bg.wasm", wasm = embed "index_bg.wasm"),
  ],
  compatibilityDate = "2026-01-01",
  durableObjectNamespaces = [${objects.map((name) => `(className = "${name}", uniqueKey = "${name}")`).join(', ')}],
  durableObjectStorage = (inMemory = void),
  bindings = [${objects.map((name) => `(name = "${name.toUpperCase()}", durableObjectNamespace = "${name}")`).join(', ')}],
);
`;

/** Starts workerd; resolves to `{ base, log, stop }` once it listens. */
async function start() {
  const binary = require.resolve('@cloudflare/workerd-linux-64/bin/workerd');
  const child = spawn(binary, ['serve', 'config.capnp', '--control-fd=3'], { cwd: options.out, stdio: ['ignore', 'pipe', 'pipe', 'pipe'] });
  const log = [];
  for (const stream of [child.stdout, child.stderr]) stream.on('data', (data) => log.push(String(data)));
  const ended = new Promise((done) => child.on('exit', done));
  const listening = new Promise((done) => {
    let text = '';
    child.stdio[3].on('data', (data) => {
      text += data;
      const line = text.split('\n').find((one) => one.includes('"listen"'));
      if (line) done(JSON.parse(line).port);
    });
  });
  const late = new Promise((done) => setTimeout(done, 20_000).unref());
  const port = await Promise.race([listening, ended.then(() => null), late]);
  const stop = async () => {
    child.kill('SIGKILL');
    await ended;
  };
  if (!port) {
    await stop();
    throw new Error(`workerd does not listen: ${log.join('')}`);
  }
  return { base: `http://127.0.0.1:${port}`, log, stop };
}

rmSync(options.out, { recursive: true, force: true });
mkdirSync(options.out, { recursive: true });
const transcript = [];
let found = null;
let error = null;
let running = null;
try {
  found = await build();
  running = await start();
  await scenario({ base: running.base, unwind: options.panics === 'unwind', see: (label, value) => transcript.push([label, value]) });
} catch (reason) {
  error = `${reason?.stack ?? reason}\n${running?.log.join('') ?? ''}`;
} finally {
  await running?.stop();
}
console.log(JSON.stringify({ found, transcript, error }));
