import assert from 'node:assert/strict';

const tick = () => new Promise((done) => setTimeout(done, 20));

export default async function ({ pkg, see, strays }) {
  const root = document.createElement('main');
  document.body.append(root);
  pkg.mount(root);
  await tick();
  const find = (selector) => root.querySelector(selector);
  const rows = () => [...root.querySelectorAll('li')];
  const add = async (text) => {
    find('input[name=text]').value = text;
    find('form').requestSubmit();
    await tick();
  };
  see('empty', root.innerHTML);
  assert.equal(find('p').textContent, '0 of 0 open');
  for (const text of ['milk', '<b>bread</b>', 'café ☕']) await add(text);
  assert.equal(find('input[name=text]').value, '', 'the field was cleared');
  assert.deepEqual(rows().map((row) => row.querySelector('span').textContent), ['milk', '<b>bread</b>', 'café ☕']);
  see('three', root.innerHTML);
  rows()[1].querySelector('input').click();
  await tick();
  assert.equal(rows()[1].className, 'done');
  assert.equal(find('p').textContent, '2 of 3 open');
  rows()[0].querySelector('button').click();
  await tick();
  assert.equal(rows().length, 2);
  see('two', root.innerHTML);
  for (let i = 0; i < 200; i++) {
    find('input[name=text]').value = `task ${i}`;
    find('form').requestSubmit();
    if (i % 20 === 0) await tick();
  }
  await tick();
  see('many', [rows().length, find('p').textContent]);
  const second = document.createElement('main');
  document.body.append(second);
  pkg.mount(second);
  await tick();
  assert.equal(second.querySelector('p').textContent, '0 of 0 open', 'another app of its own');
  assert.deepEqual(strays(), []);

  await add('boom');
  const errors = strays();
  assert.equal(errors.length, 1);
  assert.ok(errors[0] instanceof WebAssembly.RuntimeError);
  see('boom', errors[0].message);
}
