import assert from 'node:assert/strict';
import { isPanic, thrown } from '../../run/support.mjs';

const PAGE = `<h1>{{ title|shout }}</h1>
{% for post in posts %}{% include 'post' %}
{% else %}nothing yet
{% endfor %}`;

export default async function ({ pkg, see, unwind }) {
  const table = pkg.markdown('# Prices\n\n| fruit | € |\n|---|--:|\n| äpple | 1 |\n\n~~old~~ **new**[^1]\n\n[^1]: really');
  for (const part of ['<h1>Prices</h1>', '<td>äpple</td>', '<del>old</del>', '<strong>new</strong>', 'really']) {
    assert.ok(table.includes(part), part);
  }
  see('markdown', table);

  const site = new pkg.Site();
  site.add('post', '<article>{{ post.text|markdown }}{{ post.tags|sort|join(", ") }}</article>');
  site.add('page', PAGE);
  const heard = [];
  site.addFilter('shout', (text) => (heard.push(text), text.toUpperCase()));
  const posts = [{ text: 'some *words* <b>', tags: ['b', 'a'] }, { text: '1 & 2', tags: [] }];
  const page = site.render('page', JSON.stringify({ title: 'née <i>', posts }));
  assert.ok(page.startsWith('<h1>NÉE <I></h1>\n<article><p>some <em>words</em>'), page);
  assert.deepEqual(heard, ['née <i>']);
  see('page', page);

  const titles = Array.from({ length: 500 }, (_, i) => JSON.stringify({ title: `page ${i}`, posts: [] }));
  const all = site.renderAll('page', titles);
  assert.equal(all.length, 500);
  assert.equal(all[499], '<h1>PAGE 499</h1>\nnothing yet\n');
  assert.equal(site.made, 501);

  see('no template', thrown(() => site.render('missing', '{}')).message);
  see('no JSON', thrown(() => site.render('page', '{')).message);
  see('syntax', thrown(() => site.add('bad', '{% if %}')).message);
  site.addFilter('shout', () => {
    throw new RangeError('too loud');
  });
  const loud = thrown(() => site.render('page', '{"title": "x"}'));
  assert.match(loud.message, /too loud/);
  site.addFilter('shout', () => 5);
  see('no text', thrown(() => site.render('page', '{"title": "x"}')).message);
  site.addFilter('shout', (text) => site.made + text);
  const again = thrown(() => site.render('page', '{"title": "x"}'));
  assert.match(again.message, /recursive use of an object/);

  if (unwind) {
    site.add('fails', '{{ fail(reason) }}');
    for (let i = 0; i < 50; i++) {
      isPanic(thrown(() => site.render('fails', `{"reason": "number ${i}"}`)), `a template failed: number ${i}`);
    }
  }
  site.addFilter('shout', (text) => `${text}!`);
  assert.equal(site.render('page', '{"title": "last", "posts": []}'), '<h1>last!</h1>\nnothing yet\n');
  see('made', site.made);
  site.free();
}
