// One worker of `threads.mjs`, as a module or as a classic script.
self.threadsHost = (text) => text.length;
let pkg;

async function glue(target) {
  if (target === 'web') return import('/pkg/threads.js');
  importScripts('/pkg/threads.js');
  return (0, eval)('wasm_bindgen');
}

function failure(f) {
  try {
    f();
    return 'nothing';
  } catch (error) {
    return error;
  }
}

self.onmessage = async ({ data: { command, argument, target, module, memory, index } }) => {
  if (pkg === undefined) {
    pkg = await glue(target);
    pkg.initSync({ module, memory });
  }
  if (command === 'abort') {
    self.postMessage(failure(() => pkg.abort()).name);
    return;
  }
  const own = pkg.count(argument);
  const panic = failure(() => pkg.panics(`from ${index}`));
  self.postMessage({
    own,
    echo: pkg.echo('ü'.repeat(60)),
    panic: `${panic.name}: ${panic.message}`,
    lazy: [...pkg.lazy(index)],
    asked: pkg.ask('hello'),
  });
};
