import assert from 'node:assert/strict';
import { thrown } from '../../run/support.mjs';

export default async function ({ pkg, see, unwind }) {
  const text = 'Ähre 12, Öl 7 und äpfel 130';
  see('all', pkg.find('(\\p{L}+)\\s+(\\d+)(x)?', text));
  const two = pkg.find('(ä\\w+)', text, { ignoreCase: true, limit: 1 });
  see('limited', two);
  assert.equal(two.length, 1);
  assert.equal(two[0].text, 'Ähre');
  see('bad pattern', thrown(() => pkg.find('(', text)).message);
  see('bad options', thrown(() => pkg.find('a', text, { limit: 'many' })).message);

  const pattern = new pkg.Pattern('\\d+');
  assert.equal(pattern.replace(text, (n) => `<${Number(n) * 2}>`), 'Ähre <24>, Öl <14> und äpfel <260>');
  assert.equal(pattern.replace('1', () => 5), '', 'what is no text is nothing');
  let calls = 0;
  const failed = thrown(() => pattern.replace(text, () => {
    calls += 1;
    throw new RangeError(`call ${calls}`);
  }));
  assert.ok(failed instanceof RangeError);
  see('callback failed', failed);

  const json = JSON.stringify({ people: [{ name: 'Ada', age: 36 }, { name: 'Grace', age: 85 }, { name: 'Alan' }] });
  see('jq names', pkg.jq('.people | map(.name) | sort', json));
  see('jq sum', pkg.jq('[.people[].age // 0] | add', json));
  see('jq group', pkg.jq('.people | group_by(.age != null) | map(length)', json));
  see('jq many', pkg.jq('.people[] | select(.age > 40) | "\\(.name)!"', json));
  assert.deepEqual(pkg.jq('range(5) | . * .', 'null'), ['0', '1', '4', '9', '16']);
  assert.equal(pkg.jq('[range(2000)] | map(tostring) | join("") | length', '0')[0], '6890');
  see('jq error', thrown(() => pkg.jq('.people.x', json)).message);
  assert.ok(thrown(() => pkg.jq('.people |', json)) instanceof Error);
  assert.ok(thrown(() => pkg.jq('.', '{')) instanceof Error);
  if (!unwind) return;
  const error = thrown(() => new pkg.Pattern('['));
  assert.equal(error.name, 'PanicError');
  see('panic', error.message);
  assert.equal(pattern.replace('1', (n) => n + n), '11', 'usable after the panic');
}
