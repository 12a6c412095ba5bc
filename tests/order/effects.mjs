// What calls in emitted JavaScript are for: entering, lowering, calling, lifting, freeing.
import { isFunction, memberName, walk } from './tree.mjs';

/** The order of one call from JavaScript into the wasm. */
export const PHASES = ['enter', 'lower', 'call', 'lift', 'free'];

/** Functions of the guest's runtime, which is all glue may call beside the guest's own exports. */
const RUNTIME = new Map(Object.entries({
  __wbindgen_malloc: 'lower',
  __wbindgen_realloc: 'lower',
  __wbindgen_exn_store: 'lower',
  __externref_table_alloc: 'lower',
  __wbindgen_free: 'free',
  __wbindgen_destroy_closure: 'free',
  __externref_table_dealloc: 'free',
  __externref_drop_slice: 'free',
  __wbindgen_start: 'start',
}));

/** Fixed functions that work on values of JavaScript alone, where the wasm tells nothing. */
const FIXED = new Map(Object.entries({
  __wbg_put: 'lower', __wbg_borrow: 'lower', __wbg_clone: 'lower',
  __wbg_get: 'lift', __wbg_take: 'lift', __wbg_lifted: 'lift', __wrap: 'lift',
  __wbg_drop: 'free', __wbg_unborrow: 'free',
}));

/** Whether an expression is the object of wasm functions: a record's `wasm`, or the binding of packages with one instance. */
export const isWasm = (node) => memberName(node) === 'wasm' || (node.type === 'Identifier' && node.name === 'wasm');

/** The function that calls an export by its name, in an activation that can wait. */
const BY_NAME = '__wbg_fiber';

/** The wasm function that a call calls. */
export function wasmCallee(node) {
  const { callee } = node;
  if (callee?.name === BY_NAME) return node.arguments[1].type === 'Literal' ? node.arguments[1].value : '?';
  return node.type === 'CallExpression' && callee.type === 'MemberExpression' && isWasm(callee.object) ? memberName(callee) ?? '?' : undefined;
}

/** What calling a function of the wasm is. */
export function phaseOf(name, args) {
  if (name === '__wbindgen_add_to_stack_pointer') {
    return args[0]?.type === 'UnaryExpression' && args[0].operator === '-' ? 'lower' : 'free';
  }
  if (RUNTIME.has(name)) return RUNTIME.get(name);
  if (/^__wbg_.*_free$/.test(name)) return 'free';
  // The addresses of the objects inside an object that has come back.
  if (/^__wbg_upcast_/.test(name)) return 'lift';
  return isRuntime(name) ? 'aside' : 'call';
}

/** Whether an export of the wasm belongs to the guest's runtime. */
export const isRuntime = (name) => RUNTIME.has(name) || /^__(wbindgen_|externref_|wbg_(stack|rewind|failure)$)/.test(name);

/** Where each declared function leads, by the wasm functions that it reaches. */
export function helpers(programs) {
  const known = new Map();
  for (const program of programs) {
    walk(program, (node) => {
      if (node.type === 'FunctionDeclaration' && node.id) known.set(node.id.name, { node, reaches: new Set(), calls: new Set() });
    });
  }
  for (const entry of known.values()) {
    walk(entry.node.body, (node) => {
      const wasm = wasmCallee(node);
      if (wasm !== undefined) entry.reaches.add(phaseOf(wasm, node.arguments));
      else if (node.type === 'CallExpression' && known.has(node.callee.name)) entry.calls.add(node.callee.name);
      else if (memberName(node) === 'memory' && isWasm(node.object)) entry.reaches.add('memory');
      if (FIXED.has(node.callee?.name)) entry.reaches.add(FIXED.get(node.callee.name));
    });
  }
  // What they call, they reach.
  for (let grown = true; grown;) {
    grown = false;
    for (const entry of known.values()) {
      const size = entry.reaches.size;
      for (const name of entry.calls) for (const what of known.get(name).reaches) entry.reaches.add(what);
      grown ||= entry.reaches.size !== size;
    }
  }
  return known;
}

/** What calling a declared function is, as part of a call into the wasm; nothing if it touches none. */
export function phaseOfHelper(name, known) {
  if (/^__wbg_enter/.test(name)) return 'enter';
  if (FIXED.has(name)) return FIXED.get(name);
  const reaches = known.get(name)?.reaches;
  if (reaches === undefined) return undefined;
  if (reaches.has('lower')) return 'lower';
  return reaches.has('memory') || reaches.has('lift') ? 'lift' : reaches.has('free') ? 'free' : undefined;
}

export { isFunction };
