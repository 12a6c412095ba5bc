// Serves a folder on loopback, opens index.html in headless Chromium, prints what the page saw and takes a picture.
//   node browser.mjs <folder> <chromium> <playwright-core folder> <picture.png>
import { createServer } from "node:http";
import { readFile } from "node:fs/promises";
import { createRequire } from "node:module";
import { extname, join, normalize, resolve } from "node:path";

const [folder, executablePath, playwright, picture] = process.argv.slice(2);
const TYPES = { ".html": "text/html", ".js": "text/javascript", ".wasm": "application/wasm" };

const server = createServer(async (request, response) => {
    const path = normalize(new URL(request.url, "http://localhost").pathname);
    try {
        const body = await readFile(join(resolve(folder), path === "/" ? "index.html" : path));
        response.writeHead(200, { "content-type": TYPES[extname(path)] ?? "text/html" }).end(body);
    } catch {
        response.writeHead(404).end();
    }
});
await new Promise((done) => server.listen(0, "127.0.0.1", done));

const { chromium } = createRequire(import.meta.url)(resolve(playwright));
const browser = await chromium.launch({
    executablePath,
    args: ["--no-sandbox", "--disable-dev-shm-usage", "--disable-gpu", "--disable-background-networking", "--disable-component-update", "--disable-sync", "--no-first-run"],
});
try {
    const page = await browser.newPage({ viewport: { width: 1000, height: 640 } });
    const errors = [];
    page.on("pageerror", (error) => errors.push(String(error)));
    await page.goto(`http://127.0.0.1:${server.address().port}/`);
    await page.waitForFunction(() => window.result !== undefined, undefined, { timeout: 60_000 });
    const result = await page.evaluate(() => window.result);
    await page.screenshot({ path: picture });
    if (errors.length > 0) result.error ??= errors.join("; ");
    result.browser = browser.version();
    console.log(JSON.stringify(result));
    process.exitCode = result.error ? 1 : 0;
} finally {
    await browser.close();
    server.close();
}
