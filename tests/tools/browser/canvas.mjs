// For drivers of apps that paint: frames to wait for, and what a canvas shows.

/** Waits for some frames of the page. */
export async function frames(count) {
  for (let i = 0; i < count; i++) await new Promise((done) => requestAnimationFrame(done));
}

/** Waits for frames until something holds; after very many it gives up, and the caller's assertion tells. */
export async function until(holds) {
  for (let i = 0; i < 300 && !holds(); i++) await frames(1);
}

/** Clicks as a person does: not so slowly that an app on a busy machine takes it for something else. */
export async function click(x, y) {
  await globalThis.trusted('mouse', 'move', x, y);
  await frames(3);
  await globalThis.trusted('mouse', 'click', x, y);
  await frames(5);
}

/** From now on, what was painted can be read between two frames. */
export function keepPainted() {
  const { getContext } = HTMLCanvasElement.prototype;
  HTMLCanvasElement.prototype.getContext = function (kind, options) {
    return getContext.call(this, kind, { ...options, preserveDrawingBuffer: true });
  };
}

/** The colours of all pixels, each a number of 24 bits. */
export function painted(canvas) {
  const copy = document.createElement('canvas');
  [copy.width, copy.height] = [canvas.width, canvas.height];
  const context = copy.getContext('2d');
  context.drawImage(canvas, 0, 0);
  const { data } = context.getImageData(0, 0, copy.width, copy.height);
  return Uint32Array.from({ length: data.length / 4 }, (_, i) => (data[4 * i] << 16) | (data[4 * i + 1] << 8) | data[4 * i + 2]);
}
