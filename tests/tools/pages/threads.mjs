// Three workers over the memory of the page: one counter, own thread-locals, panics that stay where they are, one end for all.
const WORKERS = 3;
const TIMES = 2000;
const target = location.search.slice(1);
const seen = [];

function equal(what, found, wanted) {
  seen.push([what, JSON.stringify(found)]);
  if (JSON.stringify(found) !== JSON.stringify(wanted)) {
    throw new Error(`${what}: found ${JSON.stringify(found)}, wanted ${JSON.stringify(wanted)}`);
  }
}

/** The glue of the target, in the page: a module, or a global that a script leaves. */
async function glue() {
  if (target === 'web') return import('/pkg/threads.js');
  await new Promise((onload, onerror) => {
    document.head.append(Object.assign(document.createElement('script'), { src: '/pkg/threads.js', onload, onerror }));
  });
  return (0, eval)('wasm_bindgen');
}

function start(parts) {
  const worker = new Worker(`threads_worker.js`, target === 'web' ? { type: 'module' } : {});
  let waiting = [];
  worker.onmessage = ({ data }) => waiting.shift().resolve(data);
  worker.onerror = (event) => waiting.shift()?.reject(new Error(`worker: ${event.message}`));
  return (command, argument) =>
    new Promise((resolve, reject) => {
      waiting.push({ resolve, reject });
      worker.postMessage({ command, argument, target, ...parts });
    });
}

async function run() {
  equal('isolated', crossOriginIsolated, true);
  globalThis.threadsHost = (text) => text.length;
  const pkg = await glue();
  const { memory } = await (target === 'web' ? pkg.default() : pkg());
  equal('shared', memory.buffer instanceof SharedArrayBuffer, true);
  const { module } = pkg.parts();
  const workers = Array.from({ length: WORKERS }, (_, index) => start({ module, memory, index }));
  const reports = Promise.all(workers.map((ask) => ask('work', TIMES)));
  pkg.count(TIMES);
  for (const [index, report] of (await reports).entries()) {
    equal(`worker ${index}`, report, {
      own: TIMES + 7,
      echo: `<${'ü'.repeat(60)}>`,
      panic: `PanicError: from ${index}`,
      lazy: [1, 2, 3, index],
      asked: 6,
    });
  }
  equal('one counter', pkg.total(), TIMES * (WORKERS + 1));
  equal('starts', pkg.starts(), 1);
  equal('text from memory that others made grow', pkg.echo('é'.repeat(100)), `<${'é'.repeat(100)}>`);
  equal('abort', await workers[0]('abort'), 'RuntimeError');
  let refused;
  try {
    pkg.total();
  } catch (error) {
    refused = `${error.message}: ${error.cause?.message}`;
  }
  equal('everybody else', refused, 'Module terminated: another thread ended all instances of this memory');
}

run().then(
  () => (globalThis.outcome = { transcripts: { threads: seen }, error: null }),
  (error) => (globalThis.outcome = { transcripts: {}, error: String(error?.stack ?? error) }),
);
