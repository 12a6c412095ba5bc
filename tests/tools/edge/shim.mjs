// The module that stands between the platform and our `index.js`: handlers as methods of an entrypoint class, durable objects behind
// proxies that make the object anew when the instance was replaced.

/** Text of the module for what `scan` found; `panics` is `unwind` or `abort`. */
export function shim({ functions, classes }, panics) {
  const methods = functions.map((name) => `  ${name}(argument) { return call(index.${name}, this, [argument, this.env, this.ctx]); }`);
  const objects = classes.map((name) => `export const ${name} = new Proxy(index.${name}, durable);`);
  const state = 'const state = globalThis.__worker_init_state ??= { criticalError: false, instanceId: 0 };';
  return [
    "import { WorkerEntrypoint } from 'cloudflare:workers';",
    "import * as index from './index.js';",
    state,
    panics === 'unwind' ? UNWIND : ABORT,
    OBJECTS,
    ...objects,
    'export default class extends WorkerEntrypoint {',
    ...methods,
    '  instance() { return state.instanceId; }',
    '}',
  ].join('\n');
}

/** Failures are left to the glue. */
const UNWIND = `
const prepare = () => {};
const call = (f, self, args) => f.apply(self, args);
const guarded = (value) => value;
`;

/** A trap is noticed here; before the next call the state is reset. */
const ABORT = `
const prepare = () => {
  if (!state.criticalError) return;
  state.criticalError = false;
  state.instanceId += 1;
  index.__wbg_reset_state();
};
const noted = (error) => {
  if (error instanceof WebAssembly.RuntimeError) state.criticalError = true;
  return error;
};
addEventListener('error', (event) => void noted(event.error));
const call = (f, self, args) => {
  prepare();
  try {
    const result = f.apply(self, args);
    return result instanceof Promise ? result.catch((error) => { throw noted(error); }) : result;
  } catch (error) {
    throw noted(error);
  }
};
const guarded = (value) => (typeof value === 'function' ? new Proxy(value, { apply: call }) : value);
`;

// The platform takes the methods off the object once and calls them with the proxy as receiver: what renews the object is that the glue
// reads its own properties through the proxy.
const OBJECTS = `
const durable = {
  construct(target, args, newTarget) {
    prepare();
    const record = { object: Reflect.construct(target, args, newTarget), id: state.instanceId };
    return new Proxy(record, {
      get(_, property) {
        if (record.id !== state.instanceId) {
          record.object = Reflect.construct(target, args, newTarget);
          record.id = state.instanceId;
        }
        return guarded(Reflect.get(record.object, property));
      },
      set: (_, property, value) => Reflect.set(record.object, property, value),
      getPrototypeOf: () => Reflect.getPrototypeOf(record.object),
    });
  },
};
`;
