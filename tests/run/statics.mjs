import assert from 'node:assert/strict';

const object = { an: 'object' };
export const setup = () => {
  globalThis.staticText = 'text é';
  globalThis.staticNumber = 4.25;
  globalThis.staticObject = object;
  globalThis.staticHost = { nested: 77, deep: { flag: true } };
};

export default async function ({ pkg, see }) {
  assert.equal(see('text', pkg.text()), 'text é');
  assert.equal(pkg.number(), 4.25);
  assert.equal(pkg.object(), object);
  assert.equal(pkg.nested(), 77);
  assert.equal(pkg.flag(), true);
  assert.equal(pkg.missing(), true, 'a name that is not defined anywhere');
  assert.equal(pkg.absent(), undefined, 'nor is its namespace');
  assert.equal(pkg.maybe(), 4.25);
  assert.equal(see('word', pkg.word()), 'a static string "é"');
  assert.equal(pkg.empty_word(), '');
  assert.equal(pkg.global(), globalThis);
  assert.equal(pkg.console_logs(), true);
  // Read once, kept.
  globalThis.staticNumber = 5;
  assert.equal(see('kept', pkg.number()), 4.25);
}
