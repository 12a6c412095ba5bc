import assert from 'node:assert/strict';
import { readFileSync } from 'node:fs';
import { join } from 'node:path';

/** Comments that stand before something, without line ends and stars: tags with types are for JavaScript, tags without for TypeScript. */
const SCRIPT = [
  ['Adds two numbers. # Example ```js add(1, 2) // 3 ``` @param {number} a @param {number} b @returns {number}', 'function add('],
  ['Greets somebody. @param name who to greet @returns a greeting', 'function greet('],
  ['@param {number} x - what to halve @param {1 | 2 | 3} mode - how @returns {[number, number]} the two halves', 'function halves('],
  ['@param {number | null | undefined} a @param {number} b @param {boolean | null} [c] @returns {number}', 'function middle_optional('],
  ['@param {number} required @param {string | null | undefined} givenName @param {Alias} [point] @returns {string}', 'function optional('],
  ['@param {string} first @param {...string[]} rest - the others @returns {number}', 'function spread('],
  ['Returns nothing, says something.', 'function tricky('],
  ['Makes one. @param {number} field - first value', 'constructor('],
  ['A method. @returns {number} twice the field', 'twice('],
  ['A documented field. @returns {number}', 'get field('],
  ['A class with documentation.', 'class Documented '],
  ['An enum with documentation. @enum {0 | 1}', 'const Mode '],
];
const DECLARED = [
  ['Adds two numbers. # Example ```js add(1, 2) // 3 ```', 'function add('],
  ['@param x - what to halve @param mode - how @returns the two halves', 'function halves('],
  ['@param first @param rest - the others', 'function spread('],
  ['Makes one. @param field - first value', 'constructor('],
  ['A method. @returns twice the field', 'twice('],
  ['An accessor.', 'get level('],
  ['A read-only one.', 'readonly fixed:'],
  ['Not running.', 'Off ='],
  ['A string enum with documentation.', 'type Theme ='],
];

/** Checks that what is wanted stands in a file, each comment right before its item. */
function comments({ dir, see }, file, wanted) {
  const text = readFileSync(join(dir, file), 'utf8').replace(/\n\s*\*(?!\/)/g, ' ').replace(/\s+/g, ' ');
  for (const [comment, item] of wanted) {
    const place = text.indexOf(`/** ${comment} */`);
    assert.ok(place >= 0, `${file}: no comment \`${comment}\``);
    const after = text.slice(place + comment.length + 7).trimStart().replace(/^(export |declare )+/, '');
    assert.ok(see(`${item} is commented`, after.startsWith(item)), `${file}: ${after.slice(0, 40)}`);
  }
}

export default async function (context) {
  const { pkg, see, target, tool, dir, stem } = context;
  comments(context, target === 'bundler' ? `${stem}_bg.js` : `${stem}.js`, SCRIPT);
  comments(context, `${stem}.d.ts`, DECLARED);
  // Upstream has these lines inside the namespace of a classic script.
  const head = target === 'no-modules' && tool === 'oracle' ? 0 : 2;
  const lines = readFileSync(join(dir, `${stem}.d.ts`), 'utf8').split('\n');
  assert.deepEqual(lines.slice(0, head), ['/* tslint:disable */', '/* eslint-disable */'].slice(0, head));
  assert.equal(pkg.add(1, 2), 3);
  assert.equal(pkg.greet('x'), 'hi x');
  assert.equal(pkg.norm({ x: 3, y: 4 }), 5);
  assert.deepEqual(pkg.halves(3, 1), Float64Array.of(1.5, 2.5));
  assert.equal(see('optional', pkg.optional(1)), '1 None true');
  assert.equal(pkg.optional(1, 'n', {}), '1 Some("n") false');
  assert.equal(pkg.middle_optional(undefined, 2, undefined), 2.5);
  assert.equal(pkg.middle_optional(1, 2, true), 4);
  assert.equal(pkg.odd_type(), 'odd');
  assert.equal(pkg.untyped(3), 3, 'only its type is missing');
  const d = new pkg.Documented(4);
  assert.deepEqual([d.field, d.fixed, d.unseen, d.twice(), d.untyped_method(), d.level, d.letter], [4, 1, 2, 8, 3, 4, 'a']);
  d.level = 6;
  assert.equal(d.field, 6);
  assert.equal(await pkg.Documented.later(6), 6);
  assert.equal(new pkg.Untyped().x, 4);
  assert.equal(pkg.theme_of(pkg.Mode.Off), 'dark');
  assert.equal(pkg.theme_of(pkg.Mode.On), 'light');
  assert.equal(pkg.spread('ab', 'x', 'y'), 4);
  assert.equal(pkg.with_handler(() => 0), true);
  assert.equal(pkg.tricky(), undefined);
}
