// Classes: construction, methods, accessors, statics, inheritance, disposal.
import init, { Counter, Settings, Ticket, type InitOutput } from 'guest/classes/classes';
import { Dog, introduce } from 'guest/inherit/inherit';
import { Plain } from 'guest/fields/fields';

export async function use(): Promise<number> {
  const exports: InitOutput = await init({ module_or_path: 'classes_bg.wasm' });
  const memory: WebAssembly.Memory = exports.memory;
  const counter: Counter = new Counter(1);
  const sum: number = counter.add(2) + counter.finish();
  counter.describe('a');
  counter.describe('a', null);
  counter.label = counter.label.toUpperCase();
  counter.optional = null;
  const optional: number | undefined = counter.optional;
  counter.forced = 1;
  // @ts-expect-error it can only be read
  counter.isZero = true;
  // @ts-expect-error text is no number
  counter.add('2');
  // @ts-expect-error the first parameter is required
  counter.describe();
  // @ts-expect-error nobody can construct one
  new Ticket();
  const ticket: Ticket | undefined = Ticket.maybe(1);
  Settings.level = Settings.version;
  // @ts-expect-error it can only be read
  Settings.version = 1;
  counter.free();
  counter[Symbol.dispose]();

  const dog = new Dog('Rex');
  introduce(dog);
  const name: string = dog.name();
  const plain = new Plain();
  plain.big = 1n;
  // @ts-expect-error it crosses as a BigInt
  plain.big = 1;
  return sum + (optional ?? 0) + (ticket?.number() ?? 0) + memory.buffer.byteLength + name.length;
}
