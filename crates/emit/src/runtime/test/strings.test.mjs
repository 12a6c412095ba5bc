import assert from 'node:assert/strict';
import { describe, test } from 'node:test';

import { load } from './assemble.mjs';
import { guest } from './guest.mjs';

const FILES = [
    'core/current.js',
    'strings/in.js',
    'strings/get.js',
    'strings/take.js',
    'strings/cached_get.js',
    'strings/cached_take.js',
    'strings/char_in.js',
];
const utf8 = (text) => new Uint8Array(Buffer.from(text.toWellFormed?.() ?? text, 'utf8'));

const TEXTS = {
    empty: '',
    one: 'x',
    short: 'hello, world',
    'at the limit': 'a'.repeat(48),
    'above the limit': 'a'.repeat(49),
    latin: 'naïve café',
    astral: '😀 and 🎉',
    'late non-ASCII': `${'a'.repeat(500)}é`,
    'three bytes each': '日本語'.repeat(200),
    'pair at the edge': `${'a'.repeat(60)}😀`,
    'accents in one line': 'une phrase en français avec quelques accents, voilà: écrite à la main',
    'an accent at once': `é${'a'.repeat(100)}`,
    'very long': `é${'a'.repeat(70_000)}`,
    'cyrillic': 'привет, как дела?',
    'byte order mark': '\ufeffx',
    'NUL': 'a\0b',
    '64 KiB': 'z'.repeat(65536),
    '64 KiB of pairs': '😀'.repeat(16384),
};

for (const variants of [[], ['encodeNever'], ['encodeAlways'], ['noRealloc'], ['heap'], ['shared']]) {
    const shared = variants.includes('shared');
    describe(`strings ${variants}`, () => {
        for (const [name, text] of Object.entries(TEXTS)) {
            for (const growOnMalloc of [false, true]) {
                test(`${name}${growOnMalloc ? ', memory moving' : ''}`, async () => {
                    const js = await load(FILES, variants);
                    const wbg = js.__wbg_instance;
                    const g = guest(wbg, { growOnMalloc, shared });
                    const ptr = js.__wbg_string_in(wbg, text);
                    assert.deepEqual(g.block(ptr, wbg.len), utf8(text));
                    assert.equal(js.__wbg_string_get(wbg, ptr, wbg.len), text);
                    assert.equal(js.__wbg_string_take(wbg, ptr, wbg.len), text);
                    assert.equal(g.blocks.size, 0);
                });
            }
        }

        test('lone surrogates become U+FFFD', async () => {
            const js = await load(FILES, variants);
            const wbg = js.__wbg_instance;
            const g = guest(wbg);
            for (const [text, expected] of [
                ['\ud800', '\ufffd'],
                ['a\udc00b', 'a\ufffdb'],
                ['\udbff\udbff\udfff\udfff', '\ufffd\u{10ffff}\ufffd'],
                ['\ud800\ue000', '\ufffd\ue000'],
                [`${'a'.repeat(100)}\ud800`, `${'a'.repeat(100)}\ufffd`],
                [`${'a'.repeat(100)}\ud800\ud800\udc00`, `${'a'.repeat(100)}\ufffd\u{10000}`],
            ]) {
                const ptr = js.__wbg_string_in(wbg, text);
                assert.deepEqual(g.block(ptr, wbg.len), new Uint8Array(Buffer.from(expected)));
            }
        });

        test('what is not a string is refused before anything is allocated', async () => {
            const js = await load(FILES, variants);
            const wbg = js.__wbg_instance;
            const g = guest(wbg);
            for (const value of [undefined, null, 7, {}, ['a'], Symbol('s'), 1n]) {
                assert.throws(() => js.__wbg_string_in(wbg, value), TypeError);
            }
            assert.throws(() => js.__wbg_string_in(wbg, null), /expected a string, found null/);
            assert.equal(g.blocks.size, 0);
            const ptr = js.__wbg_string_in(wbg, Object('boxed'));
            assert.equal(js.__wbg_string_get(wbg, ptr, wbg.len), 'boxed');
        });

        test('interned strings', async () => {
            const js = await load([...FILES, 'objects/table.js'], variants);
            const wbg = js.__wbg_instance;
            const g = guest(wbg);
            const handle = js.__wbg_put(wbg, 'interned');
            assert.equal(js.__wbg_cached_string_get(wbg, 0, handle), 'interned');
            assert.equal(js.__wbg_cached_string_take(wbg, 0, handle), 'interned');
            assert.equal(js.__wbg_cached_string_get(wbg, 0, 0), undefined);
            const ptr = js.__wbg_string_in(wbg, 'plain');
            assert.equal(js.__wbg_cached_string_get(wbg, ptr, wbg.len), 'plain');
            assert.equal(js.__wbg_cached_string_take(wbg, ptr, wbg.len), 'plain');
            assert.equal(g.blocks.size, 0);
            assert.equal(js.__wbg_get(wbg, handle), 'interned');
        });
    });
}

test('code points of every length, in short and in long texts', async () => {
    const js = await load(FILES);
    const wbg = js.__wbg_instance;
    const g = guest(wbg);
    const edges = [0, 0x7f, 0x80, 0x7ff, 0x800, 0xfff, 0x1000, 0xd7ff, 0xe000, 0xffff, 0x10000, 0x3ffff, 0x40000, 0x10ffff];
    for (const before of [0, 1, 3, 4, 15, 16, 30, 31, 47, 48, 100]) {
        for (const after of [0, 1, 31, 32, 33, 100]) {
            for (const point of edges) {
                const text = `${'a'.repeat(before)}${String.fromCodePoint(point)}${'b'.repeat(after)}`;
                const ptr = js.__wbg_string_in(wbg, text);
                assert.deepEqual(g.block(ptr, wbg.len), utf8(text));
            }
        }
    }
});

test('ASCII needs no second allocation, other text two at most', async () => {
    const js = await load(FILES);
    const wbg = js.__wbg_instance;
    const g = guest(wbg);
    js.__wbg_string_in(wbg, 'a'.repeat(5000));
    assert.equal(g.log.reallocs, 0);
    js.__wbg_string_in(wbg, `${'a'.repeat(5000)}${'é'.repeat(5000)}`);
    assert.equal(g.log.reallocs, 2);
    g.log.reallocs = 0;
    js.__wbg_string_in(wbg, 'é'.repeat(5000));
    assert.equal(g.log.reallocs, 1, 'room enough from the beginning');
    g.log.reallocs = 0;
    js.__wbg_string_in(wbg, '日'.repeat(4));
    assert.ok(g.log.reallocs <= 2);
});

test('ill-formed bytes are replaced, also in short texts', async () => {
    const js = await load(FILES);
    const wbg = js.__wbg_instance;
    const g = guest(wbg);
    for (const length of [1, 7, 8, 9, 31, 32, 33, 100]) {
        const bytes = new Uint8Array(length).fill(97);
        bytes[length - 1] = 0xff;
        assert.equal(js.__wbg_string_get(wbg, g.put(bytes), length), `${'a'.repeat(length - 1)}\ufffd`);
    }
});

test('addresses above 2 GiB arrive as negative numbers', async () => {
    const js = await load(FILES);
    const wbg = js.__wbg_instance;
    const seen = [];
    wbg.wasm = { memory: { buffer: new ArrayBuffer(8) } };
    wbg.u8 = new Proxy(new Uint8Array(8), {
        get(target, key) {
            if (typeof key === 'string' && /^\d+$/.test(key)) {
                seen.push(Number(key));
                return 65;
            }
            return Reflect.get(target, key, target);
        },
    });
    assert.equal(js.__wbg_string_get(wbg, -2147483648, 2), 'AA');
    assert.deepEqual(seen, [2147483648, 2147483649]);
});

test('the decoder is replaced before Safari\'s limit', async () => {
    const made = [];
    const real = globalThis.TextDecoder;
    globalThis.TextDecoder = class {
        constructor(...args) {
            made.push(args);
        }
        decode(bytes) {
            return bytes === undefined ? '' : `${bytes.length}`;
        }
    };
    try {
        const { __wbg_decode } = await load(['strings/decode.js']);
        const huge = { subarray: (from, to) => ({ length: to - from }) };
        assert.equal(__wbg_decode(huge, 0, 0x20000000), `${0x20000000}`);
        assert.equal(__wbg_decode(huge, 0, 0x1fff0000), `${0x1fff0000}`);
        assert.equal(made.length, 1);
        __wbg_decode(huge, 0, 1);
        assert.equal(made.length, 2);
        assert.deepEqual(made[0], ['utf-8', { ignoreBOM: true }]);
    } finally {
        globalThis.TextDecoder = real;
    }
});

test('a polyfilled encodeInto is used where the engine has none', async () => {
    const real = TextEncoder.prototype.encodeInto;
    delete TextEncoder.prototype.encodeInto;
    try {
        const js = await load(FILES);
        const wbg = js.__wbg_instance;
        const g = guest(wbg);
        const text = `${'b'.repeat(60)}é😀`;
        const ptr = js.__wbg_string_in(wbg, text);
        assert.deepEqual(g.block(ptr, wbg.len), utf8(text));
    } finally {
        TextEncoder.prototype.encodeInto = real;
    }
});

test('chars', async () => {
    const { __wbg_char_in } = await load(FILES);
    assert.equal(__wbg_char_in('a'), 97);
    assert.equal(__wbg_char_in('😀x'), 0x1f600);
    assert.equal(__wbg_char_in(''), 0);
    assert.equal(__wbg_char_in('\ue000'), 0xe000);
    assert.throws(() => __wbg_char_in('\ud800'), /expected a valid Unicode scalar value, found 55296/);
    assert.throws(() => __wbg_char_in('\udfff'), /found 57343/);
    assert.throws(() => __wbg_char_in(7), TypeError);
});
