// In the page: runs drivers one after the other and leaves the outcome in `globalThis.outcome`.
import { show } from '../../run/support.mjs';

const SECONDS = 30;

// The drivers were written for Node.
globalThis.setImmediate ??= (callback) => setTimeout(callback, 0);

/** Collects garbage and lets finalizers run; Chromium is started with `--expose-gc`. */
async function gc() {
  for (let i = 0; i < 4; i++) {
    globalThis.gc();
    await new Promise((done) => setTimeout(done, 1));
  }
}

/** Text of an error with its place. */
const told = (error) => (error instanceof Error ? `${error.name}: ${error.message}\n${error.stack}` : show(error));

/**
 * Runs every case, `{ name, driver, load }`, where `load` resolves to the loaded package. Errors that nobody handled belong to the case
 * that was running.
 */
export async function run(cases, context) {
  const outcome = { transcripts: {}, error: null };
  let current = 'before the first driver';
  const stray = [];
  const seen = (event) => stray.push(event.reason ?? event.error ?? event.message);
  globalThis.addEventListener('error', seen);
  globalThis.addEventListener('unhandledrejection', seen);
  const alarm = setTimeout(() => {
    outcome.error = `${current}: no result within ${SECONDS} s`;
    globalThis.outcome = outcome;
  }, SECONDS * 1000);
  try {
    for (const { name, driver, load } of cases) {
      current = name;
      const transcript = [];
      const see = (label, value) => {
        transcript.push([label, show(value)]);
        return value;
      };
      /** Errors that nobody handled so far; who takes them has expected them. */
      const strays = () => stray.splice(0);
      const all = { see, gc, strays, unwind: context.flavour.startsWith('unwind'), ...context };
      await driver.setup?.(all);
      const pkg = await load();
      await driver.default({ ...all, pkg });
      await new Promise((done) => setTimeout(done, 5));
      if (stray.length > 0) throw stray[0];
      if (transcript.length === 0) throw new Error('the driver recorded nothing');
      outcome.transcripts[name] = transcript;
    }
  } catch (error) {
    outcome.error = `${current}: ${told(error)}`;
  }
  clearTimeout(alarm);
  globalThis.outcome = outcome;
}
