import assert from 'node:assert/strict';
import { show, thrown } from './support.mjs';

export default async function ({ pkg, see }) {
  const { Token, OtherToken } = pkg;
  assert.equal(pkg.unwrap_token(new Token(5)), 5);
  const taken = new Token(6);
  assert.equal(pkg.unwrap_token(taken), 6);
  see('taken', thrown(() => taken.n));
  const other = new OtherToken(7);
  assert.equal(thrown(() => pkg.unwrap_token(other)), other, 'the value comes back');
  assert.equal(other.n, 7, 'and is whole');
  for (const value of [5, 'x', null, {}]) assert.equal(thrown(() => pkg.unwrap_token(value)), value);

  for (const value of [5, 'x', true, 7n, null, undefined, ['a', 'b'], [], [1], {}]) see(`try ${show(value)}`, pkg.try_all(value));
  assert.match(pkg.try_all('x'), /string x/);
  assert.match(pkg.try_all(true), /bool true/);
  assert.match(pkg.try_all(['a', 'b']), /strings \["a", "b"\]/);

  const value = pkg.token_value(8);
  assert.ok(value instanceof Token);
  assert.equal(value.n, 8);
  assert.equal(pkg.tokens_in([new Token(1), new Token(2)]), 3);
  assert.equal(thrown(() => pkg.tokens_in([new Token(1), 'no'])), 'no');

  assert.equal(pkg.classify(new Date()), 'date,object');
  assert.equal(pkg.classify([]), 'array,object');
  assert.equal(pkg.classify(Uint8Array.of()), 'bytes,object');
  assert.equal(see('function', pkg.classify(() => 0)), 'function,object');
  assert.equal(pkg.classify(5), 'number');
  assert.equal(pkg.classify(null), '');
  assert.equal(pkg.date_or_zero(new Date(5)), 5);
  assert.equal(pkg.date_or_zero('x'), 0);
}
