import assert from 'node:assert/strict';
import { thrown } from './support.mjs';

export const setup = () => {
  globalThis.stringHost = {
    shout: (s, suffix) => s.toUpperCase() + (suffix === undefined ? '<none>' : suffix),
    give: (s) => (s === '' ? undefined : `${s}${s}`),
  };
};

const SAMPLES = ['', 'a', 'plain ascii', 'é', 'ascii then é', '漢字', '🦀', 'a🦀b漢c', '\0', '\u{feff}bom', 'x'.repeat(100), 'é'.repeat(1000), 'a'.repeat(70000) + '🦀'];

export default async function ({ pkg, see }) {
  for (const s of SAMPLES) {
    const label = s.length > 20 ? `${s.slice(0, 5)}…${s.length}` : s;
    assert.equal(pkg.greet(s), `Hello, ${s}!`, label);
    assert.equal(pkg.echo(s), s, label);
    assert.equal(pkg.echo_ref(s), s, label);
    assert.equal(pkg.byte_len(s), new TextEncoder().encode(s).length, label);
    assert.equal(pkg.chars(s), [...s].length, label);
    assert.deepEqual(pkg.bytes(s), new Uint8Array(new TextEncoder().encode(s)), label);
    assert.equal(pkg.reverse(s), [...s].reverse().join(''), label);
    assert.equal(pkg.from_bytes(new TextEncoder().encode(s)), s, label);
    assert.equal(pkg.through_host(s, '!'), `${s.toUpperCase()}!`, label);
    see(label, pkg.greet(s).length);
  }
  // Lone surrogates become the replacement character.
  assert.equal(see('lone', pkg.echo('a\ud800b')), 'a\ufffdb');
  assert.equal(pkg.echo('\udc00'), '\ufffd');

  assert.equal(pkg.concat('a', 'é', '🦀'), 'aé🦀');
  assert.equal(pkg.concat('', '', ''), '');
  assert.equal(pkg.repeat('ab', 3), 'ababab');
  assert.equal(pkg.repeat('é', 50000).length, 50000);

  assert.equal(pkg.maybe('x'), 'X');
  assert.equal(pkg.maybe(undefined), undefined);
  assert.equal(pkg.maybe(null), undefined);
  assert.equal(pkg.maybe(''), '');

  assert.equal(pkg.through_host('a', undefined), 'A<none>');
  assert.equal(pkg.through_host('a', null), 'A<none>');
  assert.equal(pkg.given_to_host('ab'), 'abab');
  assert.equal(pkg.given_to_host(''), undefined);

  assert.equal(pkg.checked('ok'), 'ok');
  assert.equal(see('checked', thrown(() => pkg.checked(''))), 'empty');
  assert.equal(pkg.maybe_checked('x'), 'x');
  assert.equal(pkg.maybe_checked('none'), undefined);
  assert.equal(thrown(() => pkg.maybe_checked('')), 'empty');
  const error = see('not utf-8', thrown(() => pkg.from_bytes(new Uint8Array([0xff, 0xfe]))));
  assert.ok(error instanceof Error);
  assert.equal(error.message, 'not utf-8');

  assert.equal(see('fixed', pkg.fixed()), 'fixed: \u{feff}\0 "quotes" \\ `tick` ${x} é 漢 🦀');
  assert.equal(pkg.fromJsValue('é'), 'é');
  assert.equal(pkg.fromJsValue(5), undefined);
  assert.equal(pkg.fromJsValue(undefined), undefined);
  assert.equal(pkg.toJsValue('é'), 'é');

  // Neither arguments nor results leak: the memory stops growing.
  const text = 'z'.repeat(1 << 16);
  for (let i = 0; i < 50; i++) pkg.echo(text);
  for (let i = 0; i < 500; i++) assert.equal(pkg.echo(text).length, text.length);
}
