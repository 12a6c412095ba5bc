import assert from 'node:assert/strict';
import { isPanic, thrown } from '../../run/support.mjs';

const bytes = (text) => new TextEncoder().encode(text);
const hex = (data) => Array.from(data, (byte) => byte.toString(16).padStart(2, '0')).join('');

export default async function ({ pkg, see, unwind }) {
  assert.equal(hex(pkg.sha256(bytes('abc'))), 'ba7816bf8f01cfea414140de5dae2223b00361a396177a9cb410ff61f20015ad');
  const hasher = new pkg.Hasher();
  for (let i = 0; i < 1000; i++) hasher.update(bytes(`piece ${i} `));
  const long = hasher.finish();
  const all = bytes(Array.from({ length: 1000 }, (_, i) => `piece ${i} `).join(''));
  assert.deepEqual(long, new Uint8Array(await crypto.subtle.digest('SHA-512', all)), "the host's own hash");
  see('used up', thrown(() => hasher.update(bytes('x'))).message);

  const secret = Uint8Array.from({ length: 32 }, (_, i) => i);
  const keys = pkg.Keys.fromSecret(secret);
  const signature = keys.sign(bytes('message'));
  see('public key', hex(keys.publicKey));
  see('signature', hex(signature));
  assert.equal(pkg.verify(keys.publicKey, bytes('message'), signature), undefined);
  see('other message', thrown(() => pkg.verify(keys.publicKey, bytes('massage'), signature)).message);
  see('short key', thrown(() => pkg.verify(Uint8Array.of(1), bytes('m'), signature)).message);

  const nonce = new Uint8Array(12);
  const sealed = pkg.seal(secret, nonce, bytes('héllo'));
  const imported = await crypto.subtle.importKey('raw', secret, 'AES-GCM', false, ['decrypt']);
  const opened = await crypto.subtle.decrypt({ name: 'AES-GCM', iv: nonce }, imported, sealed);
  assert.equal(new TextDecoder().decode(opened), 'héllo', 'the host can open it');
  assert.equal(new TextDecoder().decode(pkg.open(secret, nonce, sealed)), 'héllo');
  sealed[0] ^= 1;
  see('touched', thrown(() => pkg.open(secret, nonce, sealed)).message);
  see('short nonce', thrown(() => pkg.seal(secret, Uint8Array.of(1), bytes('x'))).message);

  const random = pkg.random(70_000);
  assert.equal(random.length, 70_000);
  assert.ok(new Set(random).size > 200, 'random enough');
  assert.notEqual(hex(pkg.random(16)), hex(pkg.random(16)));
  if (!unwind) return;
  for (let i = 0; i < 20; i++) {
    const error = thrown(() => pkg.Keys.fromSecret(Uint8Array.of(1)));
    isPanic(error, 'a secret has 32 bytes: TryFromSliceError(())');
  }
  assert.deepEqual(keys.sign(bytes('message')), signature, 'usable after panics');
}
