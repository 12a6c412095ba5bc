import assert from 'node:assert/strict';
import { thrown } from './support.mjs';

export default async function ({ pkg, see }) {
  assert.deepEqual(pkg.date_parts(86400000 * 365 + 5), Int32Array.of(1971, 0, 1, 0, 5));
  assert.equal(pkg.date_iso(0), '1970-01-01T00:00:00.000Z');
  assert.equal(pkg.date_utc(), Date.UTC(2001, 2));
  assert.equal(pkg.now_is_recent(Date.now()), true);
  assert.equal(pkg.stringify({ a: [1, null, 'é'] }), '{"a":[1,null,"é"]}');
  see('stringify bigint', thrown(() => pkg.stringify(1n)).constructor.name);
  assert.deepEqual(pkg.parse('{"a":[1]}'), { a: [1] });
  assert.ok(thrown(() => pkg.parse('{')) instanceof SyntaxError);

  assert.equal(pkg.big_from('123'), 123n);
  assert.ok(thrown(() => pkg.big_from('x')) instanceof SyntaxError);
  assert.equal(pkg.big_text(255n, 16), 'ff');
  assert.ok(thrown(() => pkg.big_text(255n, 1)) instanceof RangeError);
  assert.equal(pkg.big_sum(2n ** 64n, 1n), 2n ** 64n + 1n);
  assert.equal(pkg.big_wrap(8, -1n), 255n);
  assert.equal(pkg.is_safe(2 ** 53), false);
  assert.equal(pkg.fixed(1.255, 1), '1.3');
  assert.ok(thrown(() => pkg.fixed(1, 200)) instanceof RangeError);
  assert.deepEqual(see('maths', pkg.maths(-1.5)), Float64Array.of(1.5, -2, -1, 12, 31, 5));

  assert.deepEqual(see('string', pkg.string_tour('abcé')), [4, 'ABCÉ', true, 'bc', ['a', 'cé'], 97, '****abcé', 'zbcé', 'abcé']);
  assert.equal(pkg.valid_utf16('é🦀'), true);
  assert.equal(pkg.valid_utf16('\ud800'), false);
  assert.deepEqual([...pkg.matches('(b)(c)?', 'i', 'aBx')], ['B', 'B', undefined]);
  assert.equal(pkg.matches('q', '', 'a'), undefined);

  const TYPED = {
    i8: Int8Array.of(-1, 2), u8: Uint8Array.of(1, 255), u8c: Uint8ClampedArray.of(1, 255), i16: Int16Array.of(-1, 300), u16: Uint16Array.of(1, 65535),
    i32: Int32Array.of(-2147483648, 1), u32: Uint32Array.of(4294967295, 1), f32: Float32Array.of(0.5, -1), f64: Float64Array.of(0.1, Number.MAX_VALUE),
    i64: BigInt64Array.of(-(2n ** 63n), 1n), u64: BigUint64Array.of(2n ** 64n - 1n, 1n),
  };
  for (const [kind, expected] of Object.entries(TYPED)) assert.deepEqual(see(kind, pkg.typed(kind)), expected);
  assert.equal(pkg.typed('').byteLength, 4);

  assert.deepEqual(pkg.bytes_of(Uint8Array.of(3, 2, 1)), Uint8Array.of(3, 2, 1));
  assert.equal(pkg.sub_sum(Float64Array.of(1, 2, 4, 8), 1, 3), 6);
  const words = Int32Array.of(1, 2, 3);
  assert.deepEqual(pkg.copy_out(words), Int32Array.of(3, 2, 1));
  assert.deepEqual(words, Int32Array.of(3, 2, 1));
  const target = new Uint16Array(3);
  assert.equal(pkg.fill(target, 9), target);
  assert.deepEqual(target, Uint16Array.of(9, 9, 9));
  assert.equal(pkg.view_sum(), 7);
  assert.equal(pkg.data_view(new ArrayBuffer(8)), 65534);

  assert.equal(pkg.uri('a b/é?'), 'a b/é?');
  assert.equal(pkg.bad_uri(), true);
  assert.equal(pkg.evaluate('1 + 2'), 3);
  see('eval error', thrown(() => pkg.evaluate('throw new TypeError("evaluated")')));
  assert.equal(pkg.infinity(), true);
}
