// The rules that every function of a package keeps which calls into the wasm.
import { PHASES, helpers, isRuntime, isWasm, phaseOf, phaseOfHelper, wasmCallee } from './effects.mjs';
import { children, isFunction, memberName, nameOf, walk } from './tree.mjs';

/** The only functions that may look at an instance without its guards: they make, rewind and end it. */
const KEEPERS = new Set([
  '__wbg_bind', '__wbg_fresh', '__wbg_end', '__wbg_guard', '__wbg_fail', '__wbg_panic', '__wbg_abort', '__wbg_stack', '__wbg_start', '__wbg_retire',
  // These move the stack of calls that wait.
  '__wbg_activate', '__wbg_rooted', '__wbg_fiber_leave', '__wbg_fiber_return', '__wbg_suspending',
  // It puts another instance in the place of one.
  '__wbg_renew',
]);

/** What the host calls by itself looks for the end of its instance and stays silent then. */
const SILENT = new Set(['__wbg_spawn']);

/** The guest may ask for its own exports. */
const ASKED = /^__wbg___wbindgen_exports_|^__wasm$/;

/** Checks one package; returns what is wrong and what was counted. */
export function check({ programs, exports, data, harmless }) {
  const known = helpers(programs);
  const counts = { functions: 0, releases: 0, calls: 0, unwatched: 0 };
  const state = { known, data, harmless, watched: known.has('__wbg_enter'), called: new Set(), violations: [], ...counts };
  for (const program of programs) {
    walk(program, (node, parents) => {
      escapes(node, parents, state);
      unwatched(node, state);
      if (isFunction(node) && !isInline(node, parents.at(-1))) checkFunction(node, parents, state);
    });
  }
  for (const name of exports) {
    // The start function runs a program's `main`.
    if (!isRuntime(name) && name !== 'main' && !state.called.has(name)) state.violations.push(`\`${name}\` of the wasm is called nowhere`);
  }
  const { violations, functions, releases, calls } = state;
  return { violations, functions, releases, calls, unwatched: state.unwatched };
}

const place = (node) => `${node.loc.source}:${node.loc.start.line}`;

/** A function of the wasm that is not called on the spot could be called past its guard. */
function escapes(node, parents, { data, violations }) {
  const near = parents.at(-1);
  const inKeeper = () => parents.some((parent) => KEEPERS.has(parent.id?.name) || ASKED.test(parent.key?.name ?? parent.id?.name ?? parent.arguments?.[1]?.value));
  if (isWasm(node) && isReference(node, near)) {
    const up = parents.at(-2);
    const read = near.type === 'MemberExpression' && near.object === node;
    const fine = read && ((up.type === 'CallExpression' && up.callee === near) || data.has(memberName(near)));
    if (!fine && !inKeeper() && !isLoader(near, node, parents)) violations.push(`${place(node)}: the wasm is handed on`);
  }
  if (memberName(node) === 'exports' && node.object.name === 'wbg' && !inKeeper()) {
    violations.push(`${place(node)}: a call past the guards`);
  }
}

/** Only functions that cannot fail go without a guard: those that are named when an instance is tied to its record. */
function unwatched(node, state) {
  if (node.callee?.name !== '__wbg_bind' || node.arguments.length < 3) return;
  const [, , list, ...more] = node.arguments;
  if (list.type !== 'ArrayExpression' || more.length > 0) state.violations.push(`${place(node)}: which functions have no guard?`);
  for (const { value } of list.elements ?? []) {
    state.unwatched += 1;
    if (!state.harmless.has(value)) state.violations.push(`${place(node)}: \`${value}\` has no guard and can fail`);
  }
}

/** Loaders set the binding and the record, look whether they have, and hand the exports to whoever started the package. */
function isLoader(near, node, parents) {
  if (node.type !== 'Identifier') return near.type === 'AssignmentExpression' && near.left === node;
  switch (near.type) {
    case 'AssignmentExpression':
      return near.left === node || memberName(near.left) === 'wasm';
    case 'CallExpression':
      return ['__wbg_bind', '__wbg_set_wasm'].includes(near.callee.name) || parents.some((parent) => STARTS.has(parent.id?.name));
    case 'BinaryExpression':
      return near.right.name === 'undefined';
    case 'ReturnStatement':
      return parents.some((parent) => STARTS.has(parent.id?.name));
    default:
      return near.type === 'VariableDeclarator' && near.id === node;
  }
}

/** What starts a package. */
const STARTS = new Set(['__wbg_init', '__wbg_init_once', '__wbg_adopt', 'initSync']);

/** Names of properties and keys are no references. */
function isReference(node, near) {
  if (node.type !== 'Identifier') return true;
  if (near.type === 'MemberExpression') return near.object === node || near.computed;
  return !['Property', 'ImportSpecifier', 'ImportDefaultSpecifier', 'ImportNamespaceSpecifier', 'ExportSpecifier'].includes(near.type);
}

/** What runs such a function runs it at once, in an activation of its own. */
const isInline = (node, near) => near?.callee?.name === '__wbg_rooted' && near.arguments[1] === node;

/** Events of a function in the order of evaluation; functions inside it have their own. */
function events(body, state) {
  const found = [];
  const visit = (node, near) => {
    if (isFunction(node) && !isInline(node, near)) return;
    for (const child of children(node)) visit(child, node);
    const wasm = wasmCallee(node);
    if (wasm !== undefined) {
      found.push({ phase: phaseOf(wasm, node.arguments), wasm, node });
    } else if (node.type === 'CallExpression') {
      const phase = phaseOfHelper(node.callee.name ?? memberName(node.callee) ?? '', state.known);
      if (phase !== undefined) found.push({ phase, node });
    } else if (node.type === 'AwaitExpression') {
      found.push({ phase: 'await', node });
    } else if (node.type === 'Identifier' || node.type === 'ThisExpression') {
      found.push({ phase: 'mention', name: node.name ?? 'this', node });
    }
  };
  visit(body);
  return found;
}

function checkFunction(node, parents, state) {
  const found = events(node.body, state);
  const wasm = found.filter((event) => event.wasm !== undefined);
  if (wasm.length === 0) return;
  state.calls += wasm.length;
  const title = `${place(node)} ${nameOf(node, parents)}`;
  const wrong = (text) => state.violations.push(`${title}: ${text}`);
  const calls = wasm.filter((event) => event.phase === 'call');
  calls.forEach((call) => state.called.add(call.wasm));
  wasm.forEach((event) => state.called.add(event.wasm));
  if (state.watched && wasm.some((event) => event.node.callee.object?.type === 'Identifier' && event.phase !== 'start')) {
    wrong('calls past the record of its instance');
  }
  if (calls.length === 0) {
    if (wasm.some((event) => /_free$|destroy_closure$/.test(event.wasm) && !isRuntimeFree(event.wasm))) state.releases += 1;
    return;
  }
  state.functions += 1;
  if (calls.length > 1) wrong(`calls ${calls.map((call) => call.wasm).join(' and ')}`);
  for (const call of calls) {
    for (const argument of call.node.arguments) if (!isReady(argument)) wrong(`\`${call.wasm}\` is looked up before its arguments are ready`);
  }
  enters(node, found, calls[0], { ...state, outer: parents.find((parent) => isFunction(parent) && parent.id)?.id.name }, wrong);
  let last = 0;
  for (const event of found) {
    const phase = PHASES.indexOf(event.phase);
    if (phase < 0) continue;
    if (phase < last) wrong(`${PHASES[phase]} after ${PHASES[last]} (line ${event.node.loc.start.line})`);
    last = Math.max(last, phase);
  }
}

/** Looking at it runs no code of the caller, who might replace the instance: the guards are those of the next one then. */
function isReady(node) {
  let ready = true;
  walk(node, (part) => {
    if (memberName(part.callee ?? part) === '__destroy_into_raw') return;
    ready &&= !['CallExpression', 'NewExpression', 'AwaitExpression', 'TemplateLiteral', 'SpreadElement'].includes(part.type);
  });
  return ready;
}

const isRuntimeFree = (name) => name === '__wbindgen_free';

/** Nothing of the arguments is touched before the instance is known, and nobody waits between that and the call. */
function enters(node, found, call, { watched, outer }, wrong) {
  const at = found.findIndex((event) => event.phase === 'enter');
  const taken = found.findIndex((event) => event.phase === 'mention' && event.name === '__wbg_instance');
  if (watched && at < 0 && !SILENT.has(outer)) wrong('does not enter');
  const first = watched ? at : taken;
  const params = new Set(node.params.flatMap((param) => [param.name, param.left?.name, param.argument?.name]).filter((name) => name));
  const entering = watched && at >= 0 ? found[at].node : undefined;
  const inside = (event) => entering && event.node.start >= entering.start && event.node.end <= entering.end;
  for (const event of found.slice(0, Math.max(first, 0))) {
    if (event.phase === 'mention' && params.has(event.name) && !inside(event)) wrong(`touches \`${event.name}\` before it enters`);
  }
  const end = found.indexOf(call);
  for (const event of found.slice(0, end)) if (event.phase === 'await') wrong('waits before the call');
}
