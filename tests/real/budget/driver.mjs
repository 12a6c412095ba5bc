import assert from 'node:assert/strict';

const tick = () => new Promise((done) => setTimeout(done, 20));

export const setup = () => {
  const rates = { EUR: 1, JPY: 180 };
  const rate = async (currency) => {
    await new Promise((done) => setTimeout(done, 5));
    if (!(currency in rates)) throw new Error(`nobody trades ${currency}`);
    return rates[currency];
  };
  globalThis.budgetHost = { rate };
};

export default async function ({ pkg, see, strays }) {
  const root = document.createElement('main');
  document.body.append(root);
  const app = new pkg.App(root);
  const find = (selector) => root.querySelector(selector);
  const text = (selector) => find(selector)?.textContent;
  const add = async (entry) => {
    find('input').value = entry;
    find('form').requestSubmit();
    await tick();
  };
  const choose = async (currency) => {
    find('select').value = currency;
    find('select').dispatchEvent(new Event('change', { bubbles: true }));
    await tick();
  };
  await tick();
  see('empty', root.innerHTML);
  assert.equal(text('.none'), 'nothing yet');
  for (const entry of ['coffee 2.50', '<b>bread</b> 4', 'café ☕ 99.5']) await add(entry);
  assert.deepEqual([...root.querySelectorAll('li b')].map((node) => node.textContent), ['coffee', '<b>bread</b>', 'café ☕']);
  assert.equal(text('.total'), '106.00');
  see('three', root.innerHTML);
  const kept = root.querySelectorAll('li')[2];
  kept.querySelector('.more').click();
  await tick();
  assert.equal(kept.className, 'large');
  find('li .remove').click();
  await tick();
  assert.equal(root.querySelectorAll('li')[1], kept, 'rows with keys are moved, not made anew');
  assert.equal(text('.total'), '104.50');
  await choose('JPY');
  assert.equal(text('.converted'), '18810.00 JPY');
  await choose('XXX');
  assert.equal(text('.converted'), 'no rate: nobody trades XXX');
  await choose('EUR');
  for (let i = 0; i < 200; i++) {
    find('input').value = `entry ${i}.25`;
    find('form').requestSubmit();
    if (i % 20 === 0) await tick();
  }
  await tick();
  see('many', [root.querySelectorAll('li').length, text('.total'), text('.converted')]);

  const second = document.createElement('main');
  document.body.append(second);
  const other = new pkg.App(second);
  await tick();
  assert.equal(second.querySelector('.total').textContent, '0.00', 'another app of its own');
  other.end();
  assert.equal(second.innerHTML, '');
  assert.deepEqual(strays(), []);

  await add('boom');
  const errors = strays();
  assert.equal(errors.length, 1);
  assert.ok(errors[0] instanceof WebAssembly.RuntimeError);
  see('boom', errors[0].message);
  await add('milk 1');
  see('afterwards', [root.querySelectorAll('li').length, text('.total'), strays().length]);
  app.end();
  see('ended', root.innerHTML);
}
