import assert from 'node:assert/strict';
import { show, thrown } from '../../run/support.mjs';

const color = (x, y) => ((((x * 8) << 24) | ((y * 8) << 16) | 0x40ff) >>> 0);

/** A short number for many bytes. */
const digest = (bytes) => bytes.reduce((sum, byte) => (Math.imul(sum, 31) + byte) >>> 0, 7);

export default async function ({ pkg, see, unwind }) {
  const { Picture, Format } = pkg;
  const picture = Picture.draw(32, 24, color);
  assert.deepEqual(picture.size, Uint32Array.of(32, 24));
  assert.deepEqual(picture.pixel(3, 2), Uint8Array.of(24, 16, 0x40, 0xff));
  const pixels = picture.pixels();
  assert.ok(pixels instanceof Uint8Array || pixels instanceof Uint8ClampedArray);
  assert.equal(pixels.length, 32 * 24 * 4);
  for (const name of ['Png', 'Jpeg', 'Gif', 'Bmp', 'WebP']) {
    const file = picture.encode(Format[name]);
    see(`${name} file`, [file.length, digest(file)]);
    const back = Picture.decode(file);
    assert.deepEqual(back.size, Uint32Array.of(32, 24));
    see(`${name} pixels`, digest(back.pixels()));
    if (name === 'Png' || name === 'WebP') assert.equal(digest(back.pixels()), digest(pixels), `${name} loses nothing`);
    back.free();
  }
  const large = picture.resized(640, 480);
  see('resized', digest(large.pixels()));
  see('resized file', digest(large.encode(Format.Png)));
  see('no picture', thrown(() => Picture.decode(Uint8Array.of(1, 2, 3))).message);
  const cut = picture.encode(Format.Png).slice(0, 60);
  see('cut file', thrown(() => Picture.decode(cut)).message);
  assert.equal(thrown(() => Picture.draw(2, 2, () => { throw 'no paint'; })), 'no paint');
  see('no colour', show(thrown(() => Picture.draw(2, 2, () => 'red'))));
  if (!unwind) return;
  const error = thrown(() => picture.pixel(99, 0));
  assert.equal(error.name, 'PanicError');
  see('outside', error.message);
  assert.equal(digest(picture.pixels()), digest(pixels), 'usable after the panic');
}
