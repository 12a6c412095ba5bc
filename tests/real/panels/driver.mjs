import assert from 'node:assert/strict';

const frames = async (count) => {
  for (let i = 0; i < count; i++) await new Promise((done) => requestAnimationFrame(done));
};

/** Numbers of dark and of coloured pixels in the canvas. */
function survey(canvas) {
  const copy = document.createElement('canvas');
  [copy.width, copy.height] = [canvas.width, canvas.height];
  const context = copy.getContext('2d');
  context.drawImage(canvas, 0, 0);
  const { data } = context.getImageData(0, 0, copy.width, copy.height);
  const colors = new Set();
  for (let i = 0; i < data.length; i += 4) colors.add((data[i] << 16) | (data[i + 1] << 8) | data[i + 2]);
  return colors.size;
}

export const setup = () => {
  globalThis.panelsHost = { clicks: [], report: (count) => globalThis.panelsHost.clicks.push(count) };
};

export default async function ({ pkg, see, strays }) {
  document.body.style.margin = '0';
  const canvas = document.createElement('canvas');
  canvas.style.cssText = 'position: absolute; left: 0; top: 0; width: 900px; height: 600px';
  document.body.append(canvas);
  const desk = new pkg.Desk();
  await desk.start(canvas);
  await frames(10);
  assert.ok(canvas.width > 100, 'the canvas has its size');
  await new Promise((done) => requestAnimationFrame(() => done(assert.ok(survey(canvas) > 20, 'something is drawn'))));
  const { clicks } = globalThis.panelsHost;
  for (let i = 1; i <= 3; i++) {
    await globalThis.trusted('mouse', 'move', 100, 30);
    await globalThis.trusted('mouse', 'down');
    await frames(3);
    await globalThis.trusted('mouse', 'up');
    await frames(5);
    assert.equal(clicks.length, i, 'the button heard the click');
  }
  see('clicks', clicks);
  await globalThis.trusted('mouse', 'wheel', 0, 300);
  await globalThis.trusted('keyboard', 'press', 'Tab');
  await frames(5);
  assert.equal(desk.panicked(), undefined);
  see('panicked', desk.panicked());
  desk.destroy();
  await frames(3);
  assert.deepEqual(strays(), []);
  see('destroyed', clicks.length);
}
