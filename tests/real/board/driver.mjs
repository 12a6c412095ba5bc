import assert from 'node:assert/strict';
import { thrown } from '../../run/support.mjs';
import { click, frames, keepPainted, painted, until } from '../../tools/browser/canvas.mjs';

/** Numbers of red and of white pixels. */
function survey(canvas) {
  const seen = { red: 0, white: 0 };
  for (const color of painted(canvas)) {
    const [r, g, b] = [color >> 16, (color >> 8) & 255, color & 255];
    if (r > 180 && g < 60 && b < 60) seen.red++;
    if (color === 0xffffff) seen.white++;
  }
  return seen;
}

/** A canvas at the corner of the page, without another one. */
function canvasInPage() {
  const canvas = document.createElement('canvas');
  [canvas.width, canvas.height, canvas.tabIndex] = [800, 500, 0];
  canvas.style.cssText = 'position: absolute; left: 0; top: 0';
  document.body.replaceChildren(canvas);
  canvas.focus();
  return canvas;
}

async function drag(points) {
  const [[x, y], ...rest] = points;
  await globalThis.trusted('mouse', 'move', x, y);
  await frames(2);
  await globalThis.trusted('mouse', 'down');
  for (const [x, y] of rest) {
    await frames(2);
    await globalThis.trusted('mouse', 'move', x, y);
  }
  await frames(2);
  await globalThis.trusted('mouse', 'up');
  await frames(3);
}

export const setup = keepPainted;

export default async function ({ pkg, see, strays, unwind }) {
  const canvas = canvasInPage();
  const board = new pkg.Board(canvas);
  await frames(5);
  const clean = survey(canvas);
  assert.ok(clean.white > 200_000 && clean.red === 0, 'an empty board is painted');
  await drag([[100, 100], [200, 150], [300, 100], [400, 150]]);
  await drag([[100, 300], [250, 350], [700, 300]]);
  const strokes = board.strokes();
  assert.equal(strokes.length, 2);
  assert.deepEqual([...strokes[1].slice(-2)], [700, 300]);
  const drawn = survey(canvas);
  assert.ok(drawn.red > 1000, 'both strokes are painted');
  see('ends of strokes', strokes.map((stroke) => [...stroke.slice(-2)]));
  await click(320, 20);
  await globalThis.trusted('keyboard', 'type', 'Height 3');
  await until(() => board.title === 'Height 3');
  assert.equal(board.title, 'Height 3');
  see('title', board.title);

  await click(170, 20);
  const errors = strays();
  // Without unwinding every later frame finds the app lent.
  if (!unwind) errors.length = 1;
  assert.equal(errors.length, 1, 'a panic while a frame is painted');
  assert.equal(errors[0].name, unwind ? 'PanicError' : 'RuntimeError');
  see('panic', errors[0].message);
  if (unwind) assert.equal(board.strokes().length, 2, 'the panic gave the board back');
  else assert.ok(thrown(() => board.strokes()) instanceof WebAssembly.RuntimeError, 'nobody gave the board back');

  const again = canvasInPage();
  const second = new pkg.Board(again);
  await frames(5);
  await drag([[100, 100], [200, 200]]);
  assert.equal(second.strokes().length, 1);
  await click(60, 20);
  await until(() => second.strokes().length === 0);
  assert.equal(second.strokes().length, 0);
  assert.equal(survey(again).red, 0, 'the button cleared the board');
  second.free();
  await frames(3);
  if (unwind) {
    const { frames: before } = board;
    await frames(3);
    assert.ok(board.frames > before, 'the first board goes on');
    board.free();
    await frames(3);
    assert.deepEqual(strays(), []);
  } else {
    // Each frame of the first board finds it lent; that is how a program without unwinding ends.
    assert.ok(strays().length > 0);
  }
  see('ended', true);
}
