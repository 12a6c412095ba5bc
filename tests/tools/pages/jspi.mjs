// Two stacks that wait in the page, a rejection, and a panic after waiting.
const seen = [];

function equal(what, found, wanted) {
  seen.push([what, String(found)]);
  if (found !== wanted) throw new Error(`${what}: found ${String(found)}, wanted ${String(wanted)}`);
}

const failure = (promise) => promise.then(() => 'nothing', (error) => error);

async function run() {
  const waiting = new Map();
  globalThis.jspiHost = {
    wait: (name) => new Promise((resolve, reject) => waiting.set(name, { resolve, reject })),
    note() {},
    reenter: () => 0,
  };
  const pkg = await import('/pkg/jspi.js');
  await pkg.default();
  const [one, two] = [pkg.hold(1, 5, 'one', 'x'), pkg.hold(2, 7, 'two', 'y')];
  equal('running', pkg.running(), 2);
  equal('meanwhile', pkg.plain(3, ''), '900');
  waiting.get('two').resolve('second');
  equal('two', await two, 'two second y');
  waiting.get('one').resolve('first');
  equal('one', await one, 'one first x');
  // Timers and requests of the page itself.
  const later = pkg.block_on(new Promise((done) => setTimeout(done, 5, 'ticked')));
  const fetched = pkg.block_on(fetch('/jspi.html').then((response) => response.text()));
  equal('timer', await later, 'ticked');
  equal('request', (await fetched).includes('<title>jspi</title>'), true);
  const reason = new Error('no');
  const refused = failure(pkg.unexpected('r'));
  waiting.get('r').reject(reason);
  equal('rejection', await refused, reason);
  const panic = failure(pkg.panics('p'));
  waiting.get('p').resolve();
  equal('panic', String(await panic), 'PanicError: over');
  equal('still', pkg.plain(1, ''), '300');
}

run().then(
  () => (globalThis.outcome = { transcripts: { jspi: seen }, error: null }),
  (error) => (globalThis.outcome = { transcripts: {}, error: String(error?.stack ?? error) }),
);
