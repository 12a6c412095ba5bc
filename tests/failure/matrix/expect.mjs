// What has to happen in each cell of the matrix: the rules of the failure model, as a pure function.
//
// A cell is a way, a place and a build: `{ flavour, flags }`. The answer is either `{ skip: reason }`, for cells that cannot be
// expressed, or
//
//   class   panic, foreign, abort or none; `either`: foreign or abort, as the engine's stack happens to end
//   fate    what becomes of the instance: healthy, dead, replaced (by the next call), or unwatched: nobody notices its end
//   usable  whether objects that the failed call had borrowed can be used again
//   hooks   how often the abort hook has run

/** Does the package notice aborts? */
export const watches = ({ flavour, flags }) => flavour.startsWith('unwind') || flags !== 'default';

/** Does it take borrows back from functions that an exception of JavaScript has left? */
export const givesBack = ({ flavour }) => flavour.startsWith('unwind');

/** Does it replace a dead instance? */
export const replaces = ({ flags }) => flags === 'reset';

const skip = (reason) => ({ skip: reason });

/** Why this way cannot happen at this place. */
function inexpressible(way, place, build) {
  if (place.when && !place.when()) return place.unless;
  if (place.kind === 'hook' && !watches(build)) return 'without detection nobody runs the abort hook';
  if (place.kind === 'reset' && !replaces(build)) return 'only packages with a reset function can be reset';
  if (place.kind === 'recovery' && !replaces(build)) return 'the package does not replace its instance';
  if (way.kind === 'err' && !place.errs && place.kind !== 'coercion') return 'the place has no `Result`';
  if (way.kind === 'err' && place.kind === 'coercion') return 'JavaScript converts it, which has no `Result`';
  if (way.kind === 'entry' && (place.kind !== 'sync' || place.once)) return 'the end of the stack at entry is looked for around calls that can be repeated';
  if (way.nested && ['start', 'reset', 'recovery'].includes(place.kind)) return 'no export can be called before the start function has run';
  if (way.nested && place.kind === 'hook') return 'no export can be called in the abort hook';
  if ((way.swallowed || place.swallow) && !watches(build) && classOf(way, place, build) === 'abort') {
    return 'without detection Rust goes on when JavaScript swallows a trap';
  }
  if (place.swallow && way.kind === 'none') return 'there is nothing to swallow';
  return undefined;
}

/** The class of a failure in Rust code. */
function classOf(way, place, build) {
  const unwinds = build.flavour.startsWith('unwind');
  switch (way.kind) {
    case 'none':
      return 'none';
    case 'panic':
      // A nested one has been caught once: further out it is an exception of JavaScript.
      return unwinds && (!place.nounwind || way.nested) ? 'panic' : 'abort';
    case 'trap':
      return 'abort';
    case 'throw':
      // Frames that let no panic through are not asked.
      return 'foreign';
    case 'err':
      return 'foreign';
    case 'entry':
      return 'either';
  }
  throw new Error(`no rule for ${way.kind}`);
}

function fateOf(kind, build) {
  if (kind !== 'abort') return 'healthy';
  if (!watches(build)) return 'unwatched';
  return replaces(build) ? 'replaced' : 'dead';
}

export function expectation(way, place, build) {
  const reason = inexpressible(way, place, build);
  if (reason !== undefined) return skip(reason);
  // The hook's own failure changes nothing of the one that it was called for.
  const kind = place.kind === 'hook' ? 'abort' : classOf(way, place, build);
  const hooked = kind === 'abort' && watches(build) && !['start', 'reset', 'recovery'].includes(place.kind);
  const usable = kind !== 'foreign' || (givesBack(build) && !way.unseen?.includes(build.flavour));
  return { class: kind, usable, fate: fateOf(kind, build), hooks: hooked ? 1 : 0 };
}
