import assert from 'node:assert/strict';

const frames = async (count) => {
  for (let i = 0; i < count; i++) await new Promise((done) => requestAnimationFrame(done));
};

/** What is painted: the number of colours, and a sum that tells pictures apart. */
function survey(canvas) {
  const copy = document.createElement('canvas');
  [copy.width, copy.height] = [canvas.width, canvas.height];
  const context = copy.getContext('2d');
  context.drawImage(canvas, 0, 0);
  const { data } = context.getImageData(0, 0, copy.width, copy.height);
  const colors = new Set();
  let sum = 0;
  for (let i = 0; i < data.length; i += 4) {
    const color = (data[i] << 16) | (data[i + 1] << 8) | data[i + 2];
    colors.add(color);
    sum = (Math.imul(sum, 31) + color) | 0;
  }
  return { colors: colors.size, sum };
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

async function click(x, y) {
  await globalThis.trusted('mouse', 'move', x, y);
  await globalThis.trusted('mouse', 'down');
  await frames(3);
  await globalThis.trusted('mouse', 'up');
  await frames(5);
}

export const setup = () => {
  const host = { clicks: [], text: [], report: (what, value) => host[what].push(value) };
  globalThis.panelsHost = host;
  // So that what was painted can be read between two frames.
  const { getContext } = HTMLCanvasElement.prototype;
  HTMLCanvasElement.prototype.getContext = function (kind, options) {
    return getContext.call(this, kind, { ...options, preserveDrawingBuffer: true });
  };
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
    assert.equal(clicks.length, i, 'the button heard the click');
  }
  see('clicks', clicks);
  assert.notEqual(survey(canvas).sum, first.sum, 'the button shows another number');
  await click(100, 62);
  await globalThis.trusted('keyboard', 'type', 'hé ☕');
  await frames(10);
  assert.equal(text.at(-1), 'hé ☕');
  see('text', text);
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
  assert.equal(clicks.length, 4);
  await globalThis.trusted('keyboard', 'press', 'F8');
  await frames(5);
  assert.match(second.panicked(), /nobody presses F8/);
  const errors = strays();
  assert.equal(errors.length, 1);
  see('panicked', errors[0].message);
  await click(100, 20);
  assert.equal(clicks.length, 4, 'an app that has panicked is asked no more');
  if (unwind) {
    const third = await start(pkg);
    await click(100, 20);
    assert.equal(clicks.length, 5, 'the page goes on with another app of the same instance');
    third.destroy();
  }
  see('at the end', clicks);
  assert.deepEqual(strays(), []);
}
