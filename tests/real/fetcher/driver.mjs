import assert from 'node:assert/strict';
import { isPanic, rejected } from '../../run/support.mjs';

/** A small server on loopback. */
async function server() {
  const { createServer } = await import('node:http');
  const answer = async (request, response) => {
    let body = '';
    for await (const part of request) body += part;
    if (request.url === '/note') {
      const note = JSON.parse(body);
      assert.equal(request.headers['x-note'], 'yes');
      if (note.title !== 'wrong') note.stars += 1;
      response.writeHead(200, { 'content-type': 'application/json' }).end(JSON.stringify(note));
    } else if (request.url.startsWith('/text/')) {
      setTimeout(() => response.end(`text of ${request.url.slice(6)}`), 5);
    } else {
      response.writeHead(404).end('nothing');
    }
  };
  const running = createServer((request, response) => void answer(request, response));
  await new Promise((done) => running.listen(0, '127.0.0.1', done));
  return { running, base: `http://127.0.0.1:${running.address().port}` };
}

export default async function ({ pkg, see, unwind }) {
  const { running, base } = await server();
  try {
    assert.equal(await pkg.text(`${base}/text/a`), 'text of a');
    assert.equal(see('published', await pkg.publish(`${base}/note`, 'né', 4)), 'né');
    const many = Array.from({ length: 20 }, (_, i) => `${base}/text/${i}`);
    assert.deepEqual(await pkg.all(many), many.map((_, i) => `text of ${i}`));
    assert.deepEqual(await Promise.all(many.map((url) => pkg.text(url))), many.map((_, i) => `text of ${i}`));
    const hide = (error) => error.message.replaceAll(/127\.0\.0\.1:\d+/g, 'HOST');
    see('not found', hide(await rejected(pkg.text(`${base}/no`))));
    see('no address', hide(await rejected(pkg.text('nonsense'))));
    see('not JSON', hide(await rejected(pkg.publish(`${base}/text/x`, 'a', 1))));
    if (!unwind) return;
    for (let i = 0; i < 5; i++) {
      const error = await rejected(pkg.publish(`${base}/note`, 'wrong', 1));
      isPanic(error, 'assertion `left == right` failed: the server adds a star\n  left: 1\n right: 2');
    }
    assert.equal(await pkg.text(`${base}/text/b`), 'text of b', 'usable after panics');
  } finally {
    running.closeAllConnections();
    running.close();
  }
}
