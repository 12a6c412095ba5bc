// Runs one random sequence on one package, a `nodejs` one.
//
//   node --expose-gc run.mjs --pkg DIR --stem NAME --flavour FLAVOUR --flags default|force|reset --seed N --steps N
//
// Prints one line, or the seed and the last steps if something is wrong.
import process from 'node:process';
import { parseArgs } from 'node:util';
import { Host } from '../matrix/host.mjs';
import { load } from '../../run/load.mjs';
import { Model } from './model.mjs';
import { Random } from './rng.mjs';
import { step } from './steps.mjs';

/** How many of the last steps a failure shows. */
const SHOWN = 30;

const text = { type: 'string' };
const { values: options } = parseArgs({ options: { pkg: text, stem: text, flavour: text, flags: text, seed: text, steps: text } });
const title = `${options.flavour}, ${options.flags}, ${options.stem}`;

// Until the end is reached this run is a failure, whatever ends it: the handlers of the host keep errors from ending it.
process.exitCode = 1;
const host = new Host();
const loaded = load({ pkg: options.pkg, stem: options.stem, target: 'nodejs' });
const model = new Model({ flavour: options.flavour, flags: options.flags }, host, new Random(Number(options.seed)), loaded.start);
const last = [];
let now = 0;
try {
  await model.reload();
  for (now = 1; now <= Number(options.steps); now++) {
    last.push('');
    if (last.length > SHOWN) last.shift();
    await step(model, (what) => { last[last.length - 1] = `${now} ${what}`; });
  }
} catch (error) {
  console.error(`${title}: seed ${options.seed}, step ${now} of ${options.steps}\nthe last steps:`);
  for (const what of last) console.error(`  ${what}`);
  console.error(error?.stack ?? error);
  loaded.clean();
  process.exit(1);
}
loaded.clean();
const stats = Object.entries(model.stats).map(([what, count]) => `${count} ${what}`).join(', ');
console.log(`random sequence (${title}): seed ${options.seed}, ${options.steps} steps: ${stats}`);
process.exit(0);
