import assert from 'node:assert/strict';

// Where the engine makes the instance by itself, the glue has neither.
export const targets = ['nodejs', 'web', 'no-modules', 'deno', 'experimental-nodejs-module', 'module'];

export default async function ({ pkg, see }) {
  const module = pkg.own_module();
  assert.ok(module instanceof WebAssembly.Module);
  const names = WebAssembly.Module.exports(module).map(({ name }) => name);
  assert.ok(see('its own functions', ['own_module', 'own_instance'].every((name) => names.includes(name))));
  assert.equal(pkg.own_module(), module, 'always the same');

  const instance = pkg.own_instance();
  assert.ok(instance instanceof WebAssembly.Instance);
  assert.equal(instance.exports.memory.constructor, WebAssembly.Memory);
  assert.equal(pkg.own_instance(), instance);
  see('memory', instance.exports.memory.buffer.byteLength > 0);
}
