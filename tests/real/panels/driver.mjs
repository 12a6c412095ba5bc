import assert from 'node:assert/strict';
import { click, frames, keepPainted, painted, until } from '../../tools/browser/canvas.mjs';

/** What is painted: the number of colours, and a sum that tells pictures apart. */
function survey(canvas) {
  const pixels = painted(canvas);
  return { colors: new Set(pixels).size, sum: pixels.reduce((sum, color) => (Math.imul(sum, 31) + color) | 0, 0) };
}

/** An app on a canvas of its own. */
async function start(pkg) {
  const canvas = document.createElement('canvas');
  canvas.style.cssText = 'position: absolute; left: 0; top: 0; width: 900px; height: 600px';
  document.body.replaceChildren(canvas);
  const desk = new pkg.Desk();
  await desk.start(canvas);
  await frames(30);
  return desk;
}

export const setup = () => {
  const host = { clicks: [], text: [], report: (what, value) => host[what].push(value) };
  globalThis.panelsHost = host;
  keepPainted();
};

export default async function ({ pkg, see, strays, unwind }) {
  document.body.style.margin = '0';
  const { clicks, text } = globalThis.panelsHost;
  const desk = await start(pkg);
  const canvas = document.querySelector('canvas');
  assert.ok(canvas.width > 100, 'the canvas has its size');
  const first = survey(canvas);
  assert.ok(first.colors > 20, 'something is painted');
  see('first picture', first);
  for (let i = 1; i <= 3; i++) {
    await click(100, 20);
    await until(() => clicks.length >= i);
    assert.equal(clicks.length, i, 'the button heard the click');
  }
  see('clicks', clicks);
  assert.notEqual(survey(canvas).sum, first.sum, 'the button shows another number');
  await click(100, 62);
  await globalThis.trusted('keyboard', 'type', 'hé ☕');
  await until(() => text.at(-1) === 'hé ☕');
  assert.equal(text.at(-1), 'hé ☕');
  see('text', text.at(-1));
  await globalThis.trusted('mouse', 'wheel', 0, 300);
  await globalThis.trusted('keyboard', 'press', 'Tab');
  await frames(5);
  assert.deepEqual([desk.panicked(), strays()], [undefined, []]);

  desk.destroy();
  await frames(3);
  await click(100, 20);
  assert.equal(clicks.length, 3, 'an app that has ended hears nothing');

  const second = await start(pkg);
  await click(100, 20);
  await until(() => clicks.length >= 4);
  assert.equal(clicks.length, 4);
  await globalThis.trusted('keyboard', 'press', 'F8');
  await until(() => second.panicked());
  assert.match(second.panicked(), /nobody presses F8/);
  const errors = strays();
  assert.equal(errors.length, 1);
  see('panicked', errors[0].message);
  await click(100, 20);
  assert.equal(clicks.length, 4, 'an app that has panicked is asked no more');
  if (unwind) {
    const third = await start(pkg);
    await click(100, 20);
    await until(() => clicks.length >= 5);
    assert.equal(clicks.length, 5, 'the page goes on with another app of the same instance');
    third.destroy();
  }
  see('at the end', clicks);
  assert.deepEqual(strays(), []);
}
