// Serves a folder on loopback, opens pages of it in one headless Chromium and prints one JSON line per page:
// { page, transcripts, error }. A page ends by setting `globalThis.outcome`.
//
//   node chromium.mjs --root FOLDER --chromium BINARY --playwright FOLDER [--feature NAME] PAGE...
import { createServer } from 'node:http';
import { readFile } from 'node:fs/promises';
import { createRequire } from 'node:module';
import { extname, join, normalize, resolve } from 'node:path';
import { parseArgs } from 'node:util';

const TYPES = {
  '.css': 'text/css',
  '.html': 'text/html',
  '.js': 'text/javascript',
  '.mjs': 'text/javascript',
  '.wasm': 'application/wasm',
};

const { values: options, positionals: pages } = parseArgs({
  allowPositionals: true,
  options: {
    root: { type: 'string' },
    chromium: { type: 'string' },
    playwright: { type: 'string' },
    feature: { type: 'string', multiple: true, default: [] },
  },
});

const server = createServer(async (request, response) => {
  const path = normalize(new URL(request.url, 'http://localhost').pathname);
  try {
    const body = await readFile(join(resolve(options.root), path));
    // Isolated, so that pages may share memory with their workers.
    const headers = {
      'content-type': TYPES[extname(path)] ?? 'application/octet-stream',
      'cross-origin-opener-policy': 'same-origin',
      'cross-origin-embedder-policy': 'require-corp',
    };
    response.writeHead(200, headers).end(body);
  } catch {
    response.writeHead(404).end();
  }
});
await new Promise((done) => server.listen(0, '127.0.0.1', done));

const { chromium } = createRequire(import.meta.url)(resolve(options.playwright));
const args = ['--no-sandbox', '--disable-dev-shm-usage', '--disable-background-networking', '--disable-component-update', '--disable-sync'];
args.push('--no-first-run', '--js-flags=--expose-gc', '--enable-unsafe-swiftshader');
if (options.feature.length > 0) args.push(`--enable-features=${options.feature.join(',')}`);
const browser = await chromium.launch({ executablePath: options.chromium, args });

/** Opens one page and waits for its outcome. */
async function visit(path) {
  const page = await browser.newPage({ viewport: { width: 1000, height: 640 } });
  const errors = [];
  page.on('pageerror', (error) => errors.push(String(error.stack ?? error)));
  page.on('requestfailed', (request) => errors.push(`cannot load ${request.url()}`));
  // What a person does: `trusted('mouse', 'move', x, y)`, `trusted('keyboard', 'press', 'Tab')`.
  await page.exposeFunction('trusted', (device, action, ...args) => ({ mouse: page.mouse, keyboard: page.keyboard })[device][action](...args));
  try {
    await page.goto(`http://127.0.0.1:${server.address().port}/${path}`);
    await page.waitForFunction(() => globalThis.outcome !== undefined, undefined, { timeout: 60_000 });
    return await page.evaluate(() => globalThis.outcome);
  } catch (error) {
    return { transcripts: {}, error: [String(error), ...errors].join('\n') };
  } finally {
    await page.close();
  }
}

try {
  for (const page of pages) console.log(JSON.stringify({ page, ...(await visit(page)) }));
} finally {
  await browser.close();
  server.close();
}
