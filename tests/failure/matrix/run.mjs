// Runs the failure matrix on one package.
//
//   node --expose-gc run.mjs --pkg DIR --target TARGET --flavour FLAVOUR --flags default|force|reset
//        [--cells all|brief|none] [--way W] [--place P] [--report OUT.json]
//
// `brief` runs the ways that stand for their class, `none` only counts. With a report the exit code is 0 whatever the cells say;
// without one, the report is printed, and it is 0 if every cell is as expected, or known to be wrong and still so.
import { writeFileSync } from 'node:fs';
import process from 'node:process';
import { parseArgs } from 'node:util';
import { load } from '../../run/load.mjs';
import { runCell } from './cell.mjs';
import { expectation } from './expect.mjs';
import { Host, Registry } from './host.mjs';
import { knownWrong } from './known_wrong.mjs';
import { PLACES } from './places.mjs';
import { WAYS } from './ways.mjs';

const text = { type: 'string' };
const { values: options } = parseArgs({
  options: {
    pkg: text,
    target: text,
    flavour: text,
    flags: text,
    cells: { ...text, default: 'all' },
    way: text,
    place: text,
    report: text,
  },
});
const build = { flavour: options.flavour, flags: options.flags, target: options.target };

Registry.install();
const host = new Host();
const loaded = load({ pkg: options.pkg, stem: 'faults', target: options.target });
const world = { host, fresh: loaded.start };

/** Both sides mean the same by the numbers. */
async function checkNames() {
  const pkg = await loaded.start();
  for (const way of WAYS) {
    if (pkg.way_name(way.code) !== way.guest) throw new Error(`the guest calls way ${way.code} \`${pkg.way_name(way.code)}\``);
  }
}

const report = { classes: {}, skipped: {}, failures: [], known: {}, passed: 0 };
const count = (table, key) => { table[key] = (table[key] ?? 0) + 1; };

/** Entries of the list of which a wrong cell was seen, and of which a cell was run. */
const seen = new Set();
const tried = new Set();

async function visit(way, place) {
  const want = expectation(way, place, build);
  if (want.skip) {
    count(report.skipped, want.skip);
    return;
  }
  if (options.cells === 'none') {
    report.passed += 1;
    return;
  }
  const listed = knownWrong(way, place, build);
  if (listed) tried.add(listed);
  try {
    await runCell(way, place, build, world);
  } catch (error) {
    if (listed) {
      count(report.known, listed.reason);
      seen.add(listed);
    }
    else report.failures.push({ way: way.name, place: place.name, problem: error.stack ?? String(error) });
    return;
  }
  if (listed && !listed.some && !listed.chance) {
    report.failures.push({ way: way.name, place: place.name, problem: `no longer wrong, remove it from known_wrong.mjs: ${listed.reason}` });
    return;
  }
  report.passed += 1;
  count(report.classes, want.class);
}

// Until the end is reached this run is a failure, whatever ends it: the handlers of `host.mjs` keep errors from ending it.
process.exitCode = 1;
try {
  if (options.cells !== 'none') await checkNames();
} catch (error) {
  console.error(error);
  process.exit(1);
}
let cells = 0;
for (const place of PLACES) {
  for (const way of WAYS) {
    if ((options.way ?? way.name) !== way.name || (options.place ?? place.name) !== place.name) continue;
    if (options.cells === 'brief' && !way.brief && !options.way) continue;
    await visit(way, place);
    cells += 1;
    if (cells % 64 === 0) globalThis.gc?.();
  }
}
if (options.cells === 'all' && !options.way && !options.place) {
  for (const entry of tried) {
    if (!entry.some || seen.has(entry)) continue;
    report.failures.push({ way: 'all', place: 'all', problem: `no longer wrong, remove it from known_wrong.mjs: ${entry.reason}` });
  }
}
loaded.clean();
if (options.report) writeFileSync(options.report, JSON.stringify(report));
else {
  for (const { way, place, problem } of report.failures) console.log(`${place} / ${way}: ${problem.split('\n').slice(0, 12).join('\n    ')}`);
  console.log({ ...report, failures: report.failures.length });
}
if (cells === 0) {
  console.error('no such cell; see ways.mjs and places.mjs for the names');
  process.exit(1);
}
process.exit(report.failures.length > 0 && !options.report ? 1 : 0);
