// The other agents of `threads.mjs`.
import { readFileSync } from 'node:fs';
import { createRequire } from 'node:module';
import { join } from 'node:path';
import { pathToFileURL } from 'node:url';
import vm from 'node:vm';
import { parentPort, workerData } from 'node:worker_threads';

const { target, dir, stem, index, tool, unwinds, gate, ...options } = workerData;
const heard = [];
globalThis.threadsHost = (text) => {
  heard.push(text);
  if (text === 'sleep') {
    Atomics.store(gate, 0, 1);
    Atomics.wait(gate, 1, 0, 400);
  }
  return text.length;
};

async function glue() {
  const file = join(dir, `${stem}.js`);
  switch (target) {
    case 'nodejs':
      return createRequire(file)(file);
    case 'no-modules':
      vm.runInThisContext(readFileSync(file, 'utf8'), { filename: file });
      return vm.runInThisContext('wasm_bindgen');
    default:
      return import(pathToFileURL(file));
  }
}

const text = (f) => {
  try {
    return String(f());
  } catch (error) {
    return error.message;
  }
};

const pkg = await glue();
// Upstream's output is left with an instance that has never started.
const bad = tool === 'ours' ? text(() => pkg.initSync({ ...options, thread_stack_size: 1000 })) : 'invalid stack size';
const wasm = pkg.initSync(options);

let never;
const commands = {
  work(times) {
    const own = pkg.count(times);
    pkg.remember(`worker ${index}`);
    let panic;
    try {
      if (unwinds) pkg.panics(`from ${index}`);
    } catch (error) {
      panic = `${error.name}: ${error.message}`;
    }
    return {
      own,
      lazy: [...pkg.lazy(index)],
      deep: pkg.deep(1000, index),
      asked: pkg.ask('hello'),
      echo: pkg.echo(`ü${index}`.repeat(60)),
      panic,
      bad,
      own_stack: wasm.__stack_alloc.value > 0,
    };
  },
  grow: (bytes) => [...pkg.grow(bytes)],
  deep: (levels) => pkg.deep(levels, 3),
  end() {
    wasm.__wbindgen_thread_destroy();
    return 'ended';
  },
  abort() {
    try {
      pkg.abort();
    } catch (error) {
      return { name: error.name };
    }
    return { name: 'nothing' };
  },
  abort_together(threads) {
    heard.length = 0;
    const message = text(() => pkg.abort_together(threads));
    return { message, heard, afterwards: text(() => pkg.total()) };
  },
  abort_with_lock: () => text(() => pkg.abort_with_lock('sleep')),
  never() {
    never = pkg.never().catch((error) => ({ message: error.message }));
    return 'waiting';
  },
  // Calls nothing of the wasm.
  ended: () => never,
  remember: () => text(() => pkg.remember('late')),
  total: () => text(() => pkg.total()),
};

parentPort.on('message', async ([command, argument]) => {
  try {
    parentPort.postMessage({ value: await commands[command](argument) });
  } catch (error) {
    parentPort.postMessage({ error: String(error?.stack ?? error) });
  }
});
