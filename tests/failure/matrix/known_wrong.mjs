// Cells that are known to be wrong, with the reason. A listed cell that turns out to be right fails the suite, so that this list
// can only shrink. `ways`, `places`, `flavours`, `flags`, `targets` name what an entry is about; one that is missing means all.
// `some`: not all of its cells are wrong, because the compiler lays them out by chance; at least one is. `chance`: where the engine's
// stack ends differs from run to run, so that such a cell may be right.
import { WAYS } from './ways.mjs';

const of = (...kinds) => WAYS.filter((way) => kinds.includes(way.kind)).map((way) => way.name);
const ASYNC = ['async, before the first await', 'async, after the first await', 'async to Result', 'async method by value'];
const SWALLOWED = 'conversion of an argument in JavaScript, which swallows it';
const UNWIND = ['unwind-legacy', 'unwind-exnref'];
const ABORT = ['abort', 'mvp'];

const PENDING = 'an exception in an async export leaves its promise pending';
const STARVES = 'a spawned task that fails starves the tasks behind it';
const GOES_ON = 'a call goes on in an instance that died while its arguments were converted';

export const KNOWN_WRONG = [
  { reason: PENDING, places: ASYNC, ways: of('throw') },
  { reason: PENDING, places: ASYNC, ways: ['nested panic'], flavours: UNWIND },
  { reason: STARVES, places: ['spawned task'], ways: of('throw') },
  { reason: STARVES, places: ['spawned task'], ways: of('panic'), flavours: UNWIND },
  { reason: GOES_ON, places: [SWALLOWED], ways: of('trap') },
  { reason: GOES_ON, places: [SWALLOWED], ways: of('panic'), flavours: ABORT },
  {
    reason: 'without exception handling in the wasm, an exception out of the finalizer of a closure leaves the stack as it is',
    places: ['finalizer of a closure'],
    ways: of('throw'),
    flavours: ABORT,
    flags: ['force', 'reset'],
  },
  {
    reason: 'without detection nothing rewinds the stacks',
    ways: of('panic', 'trap', 'throw'),
    flavours: ABORT,
    flags: ['default'],
    some: true,
  },
  {
    reason: 'an exception of an import runs destructors of code that has nothing to do with the call',
    ways: ['throw an Error beside destructors', 'throw_str beside destructors'],
    flavours: UNWIND,
    some: true,
  },
  {
    reason: 'at the very end of the stack there is none left to notice that the instance has ended',
    ways: of('entry'),
    chance: true,
  },
];

const about = (list, name) => list === undefined || list.includes(name);

/** The entry that a cell is in. */
export const knownWrong = (way, place, { flavour, flags, target }) =>
  KNOWN_WRONG.find(
    (entry) =>
      about(entry.ways, way.name) &&
      about(entry.places, place.name) &&
      about(entry.flavours, flavour) &&
      about(entry.flags, flags) &&
      about(entry.targets, target),
  );
