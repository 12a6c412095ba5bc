// Several agents over one memory: what they share, what each has for itself, and failures.
import assert from 'node:assert/strict';
import { Worker } from 'node:worker_threads';
import { isPanic, thrown } from './support.mjs';

export const flavours = ['threads', 'threads64'];
// Guests that do not unwind are watched when asked only.
export const flags = [
  { add: [] },
  { add: ['--force-enable-abort-handler'], targets: ['nodejs', 'web'], flavours: ['threads64'] },
];
// Bundlers do not hand out the module.
export const targets = ['nodejs', 'web', 'no-modules', 'experimental-nodejs-module', 'deno', 'module'];

/** Targets whose package can be given the memory of another agent. */
const SHARING = new Set(['nodejs', 'web', 'no-modules', 'experimental-nodejs-module']);
const WORKERS = 3;
const TIMES = 2000;
const RACES = 4;

export function setup() {
  globalThis.threadsHost = (text) => text.length;
}

export default async function (context) {
  const { pkg, see, target, tool, flavour, flags } = context;
  const unwinds = flavour === 'threads';
  alone(context);
  if (!SHARING.has(target)) return;
  const { module, memory } = pkg.parts();
  const begin = pkg.total();
  const agents = Array.from({ length: WORKERS }, (_, index) => start(context, { module, memory, index, tool, unwinds }));
  pkg.count(TIMES);
  pkg.remember('main');
  const reports = await Promise.all(agents.map((agent) => agent.ask('work', TIMES)));
  for (const [index, report] of reports.entries()) see(`worker ${index}`, report);
  assert.equal(see('all', pkg.total() - begin), TIMES * (WORKERS + 1), 'one counter');
  assert.equal(see('names', pkg.names()), 'main,worker 0,worker 1,worker 2');
  assert.equal(see('starts', pkg.starts()), 1, 'the start function runs in the first thread');
  if (unwinds) assert.equal(see('drops', pkg.drops()), WORKERS + 1);
  see('strings after another agent made the memory grow', pkg.echo('é'.repeat(100)));
  assert.deepEqual(await agents[0].ask('grow', 2_000_000), [1, 2, 3]);
  assert.deepEqual([...pkg.grow(10)], [1, 2, 3]);

  assert.equal(await agents[0].ask('end'), 'ended');
  const again = start(context, { module, memory, index: 9, tool, unwinds, thread_stack_size: 8 * 1024 * 1024 });
  assert.equal(see('deep', await again.ask('deep', 15_000)), 15_001, 'a stack of the wanted size');

  see('the one who aborts', (await again.ask('abort')).name);
  const watched = unwinds || (tool === 'ours' && flags.includes('--force-enable-abort-handler'));
  if (watched) await allEnd(context, agents);
  await Promise.all([...agents, again].map((agent) => agent.stop()));
  if (!watched) return;
  if (tool === 'ours') await waiting(context);
  let failure;
  try {
    for (let i = 0; i < RACES; i++) await race(context);
  } catch (error) {
    failure = error;
    if (tool === 'ours') throw error;
  }
  see('D21 threads that end at the same moment run the abort hook once, and all are refused', failure ? 'does not hold' : 'holds');
}

/** Ends all instances in several threads at once. */
async function race(context) {
  const pkg = await context.again();
  const { module, memory } = pkg.parts();
  pkg.set_hook();
  const agents = Array.from({ length: WORKERS }, (_, index) => start(context, { module, memory, index, tool: context.tool }));
  const ends = await Promise.all(agents.map((agent) => agent.ask('abort_together', WORKERS)));
  assert.deepEqual(ends.flatMap((end) => end.heard), ['the hook'], 'in one of them');
  for (const { heard, message, afterwards } of ends) {
    // Who comes second may hear of the first already.
    if (heard.length > 0 || !message.startsWith('another thread')) assert.equal(message, 'unreachable');
    assert.equal(afterwards, 'Module terminated');
  }
  assert.equal(thrown(() => pkg.total()).message, 'Module terminated');
  await Promise.all(agents.map((agent) => agent.stop()));
}

/** One agent has aborted: all learn of it. */
async function allEnd({ pkg, see, tool }, agents) {
  const refused = thrown(() => pkg.total());
  assert.equal(see('everybody else', refused.message), 'Module terminated');
  assert.equal(await agents[1].ask('total'), 'Module terminated');
  if (tool === 'ours') {
    assert.equal(refused.cause.message, 'another thread ended all instances of this memory');
    assert.equal(thrown(() => pkg.echo('x')).cause, refused.cause, 'the first error stays');
  }
}

/** One agent aborts with a lock: who waits for the lock, or for a promise with nothing else to do, learns of it. */
async function waiting(context) {
  const pkg = await context.again();
  const { module, memory } = pkg.parts();
  const gate = new Int32Array(new SharedArrayBuffer(8));
  const options = { module, memory, gate, tool: context.tool };
  const [first, second, idle] = [0, 1, 2].map((index) => start(context, { ...options, index }));
  const never = pkg.never().catch((error) => error);
  assert.equal(await idle.ask('never'), 'waiting');
  const elsewhere = idle.ask('ended');
  await second.ask('total');
  const ending = first.ask('abort_with_lock');
  while (Atomics.load(gate, 0) === 0) await new Promise((resolve) => setTimeout(resolve, 5));
  assert.match(await second.ask('remember'), /^another thread ended|^Module terminated/, 'for a lock that nobody gives back');
  assert.equal(await ending, 'unreachable');
  for (const error of await Promise.all([never, elsewhere])) {
    assert.equal(error.message, 'Module terminated');
  }
  assert.equal((await never).cause.message, 'another thread ended all instances of this memory');
  await Promise.all([first, second, idle].map((agent) => agent.stop()));
}

/** What one agent sees; these numbers do not depend on others. */
function alone({ pkg, see, flavour }) {
  assert.equal(see('own', pkg.count(3)), 10);
  assert.deepEqual(see('lazy', [...pkg.lazy(4)]), [1, 2, 3, 4]);
  for (const text of ['', 'short', 'x'.repeat(1000), 'grüße 🦀'.repeat(50), '\ud800']) see('echo', pkg.echo(text));
  assert.deepEqual(see('grow', [...pkg.grow(3_000_000)]), [1, 2, 3]);
  see('after growth', pkg.echo('é'.repeat(40)));
  assert.equal(see('deep', pkg.deep(500, 7)), 501);
  assert.equal(see('ask', pkg.ask('four')), 5);
  if (flavour === 'threads') {
    isPanic(thrown(() => pkg.panics('here')), 'here');
    assert.equal(see('drops', pkg.drops()), 1);
  }
  const { memory } = pkg.parts();
  assert.ok(memory instanceof WebAssembly.Memory && memory.buffer instanceof SharedArrayBuffer);
  see('parts', pkg.parts().module instanceof WebAssembly.Module);
}

/** Starts an agent; `ask` sends it a command and waits for the answer. */
function start({ target, dir, stem }, data) {
  const worker = new Worker(new URL('./threads_worker.mjs', import.meta.url), {
    workerData: { target, dir, stem, ...data },
  });
  const ask = (command, argument) =>
    new Promise((resolve, reject) => {
      worker.once('error', reject);
      worker.once('message', (answer) => {
        worker.off('error', reject);
        if (answer.error) reject(new Error(answer.error));
        else resolve(answer.value);
      });
      worker.postMessage([command, argument]);
    });
  return { ask, stop: () => worker.terminate() };
}
