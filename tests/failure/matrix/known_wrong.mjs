// Cells that are known to be wrong, with the reason. A listed cell that turns out to be right fails the suite, so that this list
// can only shrink. `ways`, `places`, `flavours`, `flags`, `targets` name what an entry is about; one that is missing means all.
// `some`: not all of its cells are wrong, because the compiler lays them out by chance; at least one is. `chance`: where the engine's
// stack ends differs from run to run, so that such a cell may be right.
import { WAYS } from './ways.mjs';

const of = (...kinds) => WAYS.filter((way) => kinds.includes(way.kind)).map((way) => way.name);

export const KNOWN_WRONG = [
  {
    reason: 'at the very end of the stack none is left to give it back, in packages without detection, which have no entry to do it later',
    ways: of('entry'),
    flavours: ['abort', 'mvp'],
    flags: ['default'],
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
