import assert from 'node:assert/strict';
import { thrown } from './support.mjs';

/** A stand-in for any object: records calls and assignments. */
function recorder(log, results = {}) {
  return new Proxy({}, {
    get(_, key) {
      if (typeof key === 'symbol') return undefined;
      if (key in results && typeof results[key] !== 'function') return results[key];
      return (...args) => {
        log.push([key, ...args.map((a) => (typeof a === 'object' && a !== null && !ArrayBuffer.isView(a) ? 'object' : a))]);
        return results[key]?.(...args);
      };
    },
    set(_, key, value) {
      log.push([`${key}=`, value]);
      return true;
    },
  });
}

export default async function ({ pkg, see }) {
  assert.equal(pkg.has_document(), false);
  assert.equal(pkg.kinds(new Event('x')), 'event');
  assert.equal(pkg.kinds(new EventTarget()), 'target');
  assert.equal(pkg.kinds(new Response()), 'response');
  assert.equal(pkg.kinds({}), '');
  assert.equal(pkg.kinds(null), '');

  const log = [];
  const elements = [];
  const document = recorder(log, {
    createElement(name) {
      const element = recorder(log, { name });
      elements.push(element);
      return element;
    },
  });
  assert.equal(pkg.build_list(document, ['a', 'é']), elements[0]);
  see('list', log);
  assert.deepEqual(log.filter(([name]) => name === 'createElement').map(([, tag]) => tag), ['ul', 'li', 'li']);
  assert.deepEqual(log.filter(([name]) => name === 'textContent=').map(([, text]) => text), ['a', 'é']);

  const memory = new Map();
  const storage = { setItem: (k, v) => memory.set(k, v), getItem: (k) => memory.get(k) ?? null, removeItem: (k) => memory.delete(k) };
  assert.equal(pkg.remember(storage, 'k', 'né'), 'né');
  const full = new Error('full');
  assert.equal(thrown(() => pkg.remember({ setItem() { throw full; } }, 'k', 'v')), full);

  const drawn = [];
  assert.equal(pkg.draw(recorder(drawn, { measureText: () => ({ width: 12.5 }) }), 2), 12.5);
  assert.deepEqual(see('drawn', drawn), [
    ['fillStyle=', 'red'], ['beginPath'], ['lineTo', 0, 0], ['arc', 0, 0, 1, 0, 3], ['lineTo', 1, 1], ['arc', 1, 0, 1, 0, 3],
    ['fill', 'evenodd'], ['fillText', 'text', 1, 2], ['measureText', 'text'],
  ]);

  const sent = [];
  assert.equal(see('socket', pkg.socket(recorder(sent, { binaryType: 'arraybuffer', readyState: 1 }))), 'Arraybuffer 1');
  assert.deepEqual(sent, [['binaryType=', 'arraybuffer'], ['send', 'hello'], ['send', Uint8Array.of(1, 2, 3)]]);

  const event = { clientX: 1, clientY: -2, pressure: 0.5, pointerId: 9, altKey: true };
  assert.deepEqual(pkg.pointer(event), Float64Array.of(1, -2, 0.5, 9, 1));
  assert.equal(pkg.keyboard({ preventDefault() {}, key: 'é', code: 'KeyE', repeat: false }), 'é KeyE false');
  see('no such global', thrown(() => pkg.xhr('x')).constructor.name);
}
