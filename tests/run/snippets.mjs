import assert from 'node:assert/strict';

// The snippet files are CommonJS.
export const targets = ['nodejs'];

export default async function ({ pkg, see }) {
  assert.equal(pkg.scaled(2, 3.5), 7);
  assert.equal(pkg.gauge(1), 5);
  assert.equal(pkg.gauge_name('é'), 'é');
  assert.equal(pkg.limit(), 99);
  assert.equal(pkg.tagged('x'), '<x>');
  assert.equal(pkg.odd_one(4), 5);
  assert.equal(see('inline', pkg.inline_both('a', 21)), 'a/42');
  assert.equal(pkg.inline_second(), 'second block');
}
