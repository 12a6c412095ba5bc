// Ways to start a package, and the raw exports.
import init, { initSync, type InitInput, type InitOutput, type SyncInitInput } from 'guest/numbers/numbers';
import * as raw from 'guest/numbers/numbers_bg.wasm';
import * as nodejs from 'nodejs/numbers/numbers';
import * as bundler from 'bundler/numbers/numbers';

declare const module: WebAssembly.Module;
declare const input: InitInput;
const sync: SyncInitInput = module;

export async function start(): Promise<InitOutput> {
  await init();
  await init(input);
  await init({ module_or_path: fetch('x') });
  initSync(sync);
  return initSync({ module });
}

// @ts-expect-error there must be something to start from
initSync();
// @ts-expect-error it starts by itself
nodejs.initSync;
// @ts-expect-error it starts by itself
bundler.default;

const memory: WebAssembly.Memory = raw.memory;
export { memory };
