import assert from 'node:assert/strict';

// The snippet files are ES modules, which `require` of Node 20 cannot load.
export const targets = ['web', 'bundler', 'experimental-nodejs-module', 'deno', 'module'];

export default async function ({ pkg, see }) {
  assert.equal(pkg.scaled(2, 3.5), 7);
  assert.equal(pkg.gauge(1), 2.5);
  assert.equal(pkg.limit(), 99);
  assert.equal(see('default', pkg.greeting('né')), 'hi né');
  assert.equal(pkg.inline('x'), '[x]');
  assert.match(pkg.own_url(), /^(file|https?):.*\.js/);
}
