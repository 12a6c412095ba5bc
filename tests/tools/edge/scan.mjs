// What a worker's build tool finds in our `index.js`: it reads the text line by line and knows only these shapes.

/** Names that the tool keeps to itself. */
const FILTERED = new Set(['__wbg_reset_state', '__worker_init_state']);

const SHAPES = [
  // An exported function becomes a method of the worker.
  { kind: 'functions', pattern: /^export (?:async )?function ([^(]+)\(/ },
  // So does an export under another name, one to a statement.
  { kind: 'functions', pattern: /^export \{ [^,}]+ as ([^,}]+) \}/ },
  // An exported class becomes a durable object; everything before the brace is its name.
  { kind: 'classes', pattern: /^export class ([^{]+)\{/ },
];

/** `{ functions, classes, filtered }`, the names in the order of the text. */
export function scan(text) {
  const found = { functions: [], classes: [], filtered: [] };
  for (const line of text.split('\n')) {
    for (const { kind, pattern } of SHAPES) {
      const name = pattern.exec(line)?.[1].trim();
      if (name !== undefined) found[FILTERED.has(name) ? 'filtered' : kind].push(name);
    }
  }
  return found;
}

/** Replaces every source phase import, wherever it stands: the platform hands out compiled modules as default exports. */
export const withoutSourcePhase = (text) => text.replaceAll('import source ', 'import ');
