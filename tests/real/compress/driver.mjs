import assert from 'node:assert/strict';
import { thrown } from '../../run/support.mjs';

const CODECS = ['deflate-raw', 'deflate', 'gzip', 'brotli', 'lz4'];

/** What the host's own decompressor makes of bytes. */
async function hosted(codec, data) {
  const stream = new Blob([data]).stream().pipeThrough(new DecompressionStream(codec));
  return new Uint8Array(await new Response(stream).arrayBuffer());
}

export default async function ({ pkg, see, unwind }) {
  const text = new TextEncoder().encode('the quick brown fox jumps over the lazy dog. '.repeat(3000));
  const noise = Uint8Array.from({ length: 50_000 }, (_, i) => (Math.imul(i, 2654435761) >>> 13) & 255);
  for (const codec of CODECS) {
    for (const [name, data] of [['text', text], ['noise', noise], ['nothing', new Uint8Array(0)]]) {
      const packed = pkg.pack(codec, data);
      see(`${codec} ${name}`, packed.length);
      const back = pkg.unpack(codec, packed);
      assert.equal(back.length, data.length);
      assert.ok(back.every((byte, i) => byte === data[i]), `${codec} ${name}`);
      if (!['brotli', 'lz4'].includes(codec)) assert.equal((await hosted(codec, packed)).length, data.length);
    }
    assert.ok(pkg.pack(codec, text).length < text.length / 10);
    const bad = thrown(() => pkg.unpack(codec, Uint8Array.of(9, 9, 9, 9, 9, 9, 9, 9)));
    assert.ok(bad instanceof Error);
    see(`${codec} garbage`, bad.message);
  }
  if (!unwind) return;
  const error = thrown(() => pkg.pack('zip', text));
  assert.equal(error.name, 'PanicError');
  see('unknown', error.message);
  assert.equal(pkg.unpack('gzip', pkg.pack('gzip', text)).length, text.length, 'usable after the panic');
}
