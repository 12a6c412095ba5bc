// The JavaScript side of the guest `faults`: its imports, and what the engine tells of errors that nobody catches.
import process from 'node:process';

/** For exceptions that are not the guest's. */
export const tag = new WebAssembly.Tag({ parameters: ['i32'] });

/** A function of another instance that traps. */
export const foreignTrap = (() => {
  const bytes = [0, 97, 115, 109, 1, 0, 0, 0, 1, 4, 1, 96, 0, 0, 3, 2, 1, 0, 7, 5, 1, 1, 102, 0, 0, 10, 5, 1, 3, 0, 0, 11];
  return new WebAssembly.Instance(new WebAssembly.Module(Uint8Array.from(bytes))).exports.f;
})();

/** Uses up the engine's stack. */
export const jsOverflow = () => jsOverflow() + 1;

/** What the guest calls, and what was seen of it. */
export class Host {
  constructor() {
    this.clear();
    const host = this;
    globalThis.faultHost = {
      act: () => host.act(),
      note(text) {
        host.notes.push(text);
        return `${text}?`;
      },
      starting: () => host.starting,
      hooked: () => host.hooked,
      lend: (f) => f(5),
      keep() {},
    };
    process.on('uncaughtException', (error) => this.uncaught.push(error));
    process.on('unhandledRejection', (error) => this.unhandled.push(error));
  }

  /** Forgets everything; the next instance starts and works. */
  clear() {
    this.pkg = undefined;
    this.notes = [];
    this.levels = [];
    this.thrown = undefined;
    this.uncaught = [];
    this.unhandled = [];
    this.starting = 0;
    this.hooked = 0;
    this.act = () => {};
  }

  /** How often the hook began. */
  hooks() {
    return this.notes.filter((note) => note === 'hook begins').length;
  }
}

/** A collector that the tests are in control of: glue registers its objects, and a cell says which one is garbage. */
export class Registry {
  static entries = [];

  constructor(finalize) {
    this.finalize = finalize;
  }

  register(object, held, token) {
    Registry.entries.push({ registry: this, object, held, token });
  }

  unregister(token) {
    Registry.entries = Registry.entries.filter((entry) => entry.registry !== this || entry.token !== token);
  }

  /** Runs the finalizer of an object. Throws what an engine would report as uncaught, and what glue gives to the console. */
  static collect(object) {
    const entry = Registry.entries.find((entry) => entry.object === object);
    if (entry === undefined) throw new Error('the object has no finalizer');
    Registry.entries = Registry.entries.filter((other) => other !== entry);
    const { error } = console;
    const heard = [];
    console.error = (what) => heard.push(what);
    try {
      entry.registry.finalize(entry.held);
    } finally {
      console.error = error;
    }
    if (heard.length > 0) throw heard[0];
  }

  /** Takes the place of the engine's. */
  static install() {
    globalThis.FinalizationRegistry = Registry;
  }
}
