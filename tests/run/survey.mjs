// What the survey of the reference tool's interface found, by its numbers: each case is a promise of ours. S1, S2, S5 and S8
// are also told by the command line, see `tests/survey.rs`.
import assert from 'node:assert/strict';
import { existsSync, readFileSync } from 'node:fs';
import { join } from 'node:path';
import { pathToFileURL } from 'node:url';
import { show, thrown } from './support.mjs';

// Upstream's modules do not parse, since they export a name that they do not declare.
export const tools = ['ours'];

let started = 0;
export const setup = () => {
  globalThis.surveyHost = { started: () => started++ };
};

const cases = {
  'S1 a global that is exported again is the very function': ({ pkg }) => {
    assert.equal(pkg.parseInt, globalThis.parseInt);
    assert.equal(pkg.parsed('42 apples'), 42);
  },

  'S3 initSync while init is on its way leaves one instance': async ({ dir, stem, target }) => {
    if (target !== 'web') return;
    const glue = await import(`${pathToFileURL(join(dir, `${stem}.js`))}?pending`);
    const bytes = readFileSync(join(dir, `${stem}_bg.wasm`));
    const before = started;
    let deliver;
    const pending = glue.default({ module_or_path: new Promise((done) => { deliver = done; }) });
    const exports = glue.initSync({ module: bytes });
    const hammer = new glue.tools.Hammer(9);
    deliver(bytes);
    assert.equal(await pending, exports);
    assert.equal(started, before + 1, 'started once');
    assert.equal(hammer.weight, 9);
    hammer.free();
  },

  'S4 a value that is no string is a TypeError that says so, and nothing is damaged': ({ pkg }) => {
    for (const wrong of [5, null, undefined, {}, ['a'], Symbol('s'), 7n, true]) {
      const error = thrown(() => pkg.length(wrong));
      assert.ok(error instanceof TypeError, show(error));
      assert.match(error.message, /^expected a string, found /);
      // Elements are looked at by Rust.
      assert.equal(thrown(() => pkg.joined(['a', wrong])).message, 'array contains a value of the wrong type');
    }
    // A boxed string is one to every function of the platform.
    assert.equal(pkg.length(new String('boxed')), 5);
    assert.equal(pkg.joined(['a', 'b']), 'a-b');
  },

  'S6 names of the generator are neither values nor declared, and documentation is not repeated': ({ pkg, dir, stem, target }) => {
    assert.deepEqual(Object.keys(pkg).filter((name) => /__(Hammer|wbg)|^Hidden$/.test(name) && name !== '__wasm'), []);
    assert.equal(new pkg.tools.Hammer(3).weight, 3);
    assert.equal(pkg.tools.Hammer.name, 'Hammer');
    assert.equal(pkg.hidden().depth, 3);
    if (!existsSync(join(dir, `${stem}.d.ts`))) return;
    const declared = readFileSync(join(dir, `${stem}.d.ts`), 'utf8');
    // Types may be exported, values of that name do not exist.
    assert.doesNotMatch(declared, /^export (?!type\b)(.*tools__|\w+ Hidden\b)/m);
    if (target !== 'nodejs') return;
    const glue = readFileSync(join(dir, `${stem}.js`), 'utf8');
    const lines = glue.split('\n');
    const end = lines.findIndex((line) => /^function length\(/.test(line));
    const begin = lines.lastIndexOf('/**', end);
    const doc = lines.slice(begin, end).join('\n');
    assert.equal(doc.match(/@param/g)?.length, 1, doc);
    assert.equal(doc.match(/@returns/g)?.length, 1, doc);
  },

  'S7 a long text is handed to the engine, not copied character by character': ({ pkg }) => {
    const original = TextEncoder.prototype.encodeInto;
    if (original === undefined) return;
    const text = 'x'.repeat(65536);
    let read = 0;
    TextEncoder.prototype.encodeInto = function (source, target) {
      const result = original.call(this, source, target);
      read += result.read;
      return result;
    };
    try {
      assert.equal(pkg.length(text), 65536);
    } finally {
      TextEncoder.prototype.encodeInto = original;
    }
    assert.ok(read > 65000, `only ${read} characters were encoded by the engine`);
  },
};

export default async function (context) {
  for (const [name, run] of Object.entries(cases)) {
    try {
      await run(context);
    } catch (error) {
      error.message = `${name}: ${error.message}`;
      throw error;
    }
    context.see(name, true);
  }
}
