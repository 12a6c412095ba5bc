// Which exported functions of a wasm cannot fail, found in its bytes and not by asking the generator.
//
// An instruction that this file does not know, or that could trap, throw or change anything, makes its function one that can fail; so
// does a call of such a function, or a call that comes back to where it started.

const FUNCTION = 0;

/** A reader of the binary format. */
class Bytes {
  constructor(bytes, at = 0) {
    Object.assign(this, { bytes, at });
  }
  byte() {
    return this.bytes[this.at++];
  }
  /** Numbers of any sign and width end alike; only unsigned ones of 32 bits are looked at. */
  number() {
    let value = 0;
    for (let scale = 1; ; scale *= 128) {
      const byte = this.byte();
      value += (byte & 127) * scale;
      if (byte < 128) return value;
    }
  }
  skip(count) {
    this.at += count;
  }
  list(read) {
    return Array.from({ length: this.number() }, read);
  }
  text() {
    const length = this.number();
    this.skip(length);
    return new TextDecoder().decode(this.bytes.subarray(this.at - length, this.at));
  }
  /** Types of references may have a second part. */
  type() {
    if ([0x63, 0x64].includes(this.byte())) this.number();
  }
  limits() {
    const flags = this.byte();
    this.number();
    if (flags & 1) this.number();
  }
}

/** What skips an imported thing, by its kind. */
const IMPORTED = [
  (bytes) => bytes.number(),
  (bytes) => (bytes.type(), bytes.limits()),
  (bytes) => bytes.limits(),
  (bytes) => (bytes.type(), bytes.byte()),
  (bytes) => (bytes.byte(), bytes.number()),
];

/** Imported functions, exported ones, and where bodies begin and end. */
function sections(all) {
  const found = { imported: 0, exported: new Map(), bodies: [] };
  const bytes = new Bytes(all, 8);
  const read = {
    2: () => bytes.list(() => {
      bytes.text();
      bytes.text();
      const kind = bytes.byte();
      found.imported += kind === FUNCTION;
      IMPORTED[kind](bytes);
    }),
    7: () => bytes.list(() => {
      const name = bytes.text();
      const kind = bytes.byte();
      const index = bytes.number();
      if (kind === FUNCTION) found.exported.set(name, index);
    }),
    10: () => bytes.list(() => {
      const length = bytes.number();
      found.bodies.push([bytes.at, bytes.at + length]);
      bytes.skip(length);
    }),
  };
  while (bytes.at < all.length) {
    const id = bytes.byte();
    const end = bytes.number() + bytes.at;
    read[id]?.();
    bytes.at = end;
  }
  return found;
}

const within = (code, ...ranges) => ranges.some(([from, to]) => code >= from && code <= to);

/** Divisions of integers, and conversions to integers that do not saturate. */
const TRAPS = [[0x6d, 0x70], [0x7f, 0x82], [0xa8, 0xab], [0xae, 0xb1]];

/** Reads one instruction; `calls` gets the function it calls. Whether it is one that can do nothing. */
function isIdle(bytes, calls) {
  const code = bytes.byte();
  if (code === 0x10) return calls.push(bytes.number()) > 0;
  // Without operands: nop, else, end, return, drop, select, tests of references.
  if ([0x01, 0x05, 0x0b, 0x0f, 0x1a, 0x1b, 0xd1].includes(code)) return true;
  // With one: blocks, branches, variables, reading globals, integers, null.
  if (within(code, [0x02, 0x04], [0x0c, 0x0d], [0x20, 0x23], [0x41, 0x42], [0xd0, 0xd0])) return bytes.number() >= 0;
  switch (code) {
    case 0x0e:
      return bytes.list(() => bytes.number()) && bytes.number() >= 0;
    case 0x1c:
      return bytes.list(() => bytes.type()) && true;
    case 0x43:
    case 0x44:
      bytes.skip(code === 0x43 ? 4 : 8);
      return true;
    case 0xfc:
      return bytes.number() < 8;
    case 0xfd:
      return isIdleVector(bytes);
    default:
      return within(code, [0x45, 0xc4]) && !within(code, ...TRAPS);
  }
}

/** The same for vectors: all but what loads and stores. */
function isIdleVector(bytes) {
  const code = bytes.number();
  if (code === 12) bytes.skip(16);
  if (within(code, [21, 34])) bytes.skip(1);
  return code >= 12 && code !== 13 && !within(code, [84, 93]);
}

/** Names of the exported functions that cannot fail. */
export function harmless(all) {
  const { imported, exported, bodies } = sections(all);
  const known = new Map();
  const isHarmless = (index) => {
    if (index < imported) return false;
    if (known.has(index)) return known.get(index);
    // It calls itself if it is asked for again before this is known.
    known.set(index, false);
    const [from, to] = bodies[index - imported];
    const bytes = new Bytes(all, from);
    bytes.list(() => (bytes.number(), bytes.type()));
    const calls = [];
    let fine = true;
    while (fine && bytes.at < to) fine = isIdle(bytes, calls);
    fine &&= calls.every(isHarmless);
    known.set(index, fine);
    return fine;
  };
  return new Set([...exported].filter(([, index]) => isHarmless(index)).map(([name]) => name));
}
