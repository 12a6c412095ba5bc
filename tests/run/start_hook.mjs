import assert from 'node:assert/strict';

const messages = [];
export const setup = () => {
  globalThis.startHost = { started: (message) => messages.push(message) };
};

export default async function ({ pkg, see }) {
  assert.deepEqual(messages, ['hello from start'], 'ran once, before anything else');
  assert.deepEqual(see('events', pkg.events()), ['start 1']);
  pkg.begin();
  assert.deepEqual(pkg.events(), ['start 1', 'start 2'], 'also an ordinary export');
}
