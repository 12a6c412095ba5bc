import assert from 'node:assert/strict';
import { rejected, thrown } from './support.mjs';

export default async function ({ pkg, see }) {
  assert.deepEqual(see('url', pkg.url_parts('https://host.example:81/p/é?q=1#h')), ['https:', 'host.example:81', '/p/%C3%A9', '?q=1', '#h']);
  see('bad url', thrown(() => pkg.url_parts('nope')).constructor.name);
  assert.equal(pkg.url_with('http://h/', '/new path'), 'http://h/new%20path?k=v+w');
  assert.equal(pkg.params('a=1&b=%C3%A9', 'b'), 'é');
  assert.equal(pkg.params('a=1', 'z'), undefined);
  assert.deepEqual(pkg.encode('é'), Uint8Array.of(0xc3, 0xa9));
  assert.equal(pkg.decode('utf-16le', Uint8Array.of(0x61, 0, 0xe9, 0)), 'aé');
  assert.ok(thrown(() => pkg.decode('no-such-label', [])) instanceof RangeError);

  const reason = { why: 1 };
  const flow = pkg.abort_flow(reason);
  assert.deepEqual(flow, [false, true, reason, 1]);
  assert.equal(flow[2], reason);
  assert.equal(pkg.events(new EventTarget()), 321);
  assert.deepEqual(see('headers', [...pkg.headers()]), [['x-one', '1, 2']]);
  assert.equal(pkg.header_error(), 'TypeError');
  assert.equal(see('response', await pkg.response_text('né', 201)), '201 true né');
  assert.equal(await pkg.response_text('', 404), '404 false ');
  assert.ok((await rejected(pkg.response_text('x', 42))) instanceof RangeError);
  assert.equal(pkg.request_method('http://h/x'), 'GET http://h/x');
  assert.deepEqual(await pkg.blob_bytes('é'), Uint8Array.of(0xc3, 0xa9));
  assert.equal(await pkg.read_stream(new Response('x'.repeat(100000))), 100000);
  assert.equal(await pkg.read_stream(new Response(null)), 0);
  assert.equal(pkg.channel_ports(), true);
  const exception = pkg.dom_exception();
  assert.ok(exception instanceof DOMException);
  assert.equal(see('exception', `${exception.name} ${exception.message}`), 'AbortError the message');

  const lines = [];
  const saved = { ...console };
  for (const level of ['log', 'warn', 'error']) console[level] = (...args) => lines.push([level, ...args]);
  try {
    pkg.log(reason, 2);
  } finally {
    Object.assign(console, saved);
  }
  assert.deepEqual(see('console', lines), [['log', reason, 2], ['warn', 'warned'], ['error', 'variadic']]);
}
