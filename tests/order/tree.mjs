// Small facts about the syntax tree of emitted JavaScript.
import { createRequire } from 'node:module';
import { pathToFileURL } from 'node:url';
import { join } from 'node:path';

/** The parser of the npm packages in a folder. */
export function parser(modules) {
  return createRequire(pathToFileURL(join(modules, 'x.js')))('acorn');
}

export const isFunction = (node) => /Function(Declaration|Expression)$/.test(node.type);

/** The parts of a node in the order in which they are evaluated. */
export function* children(node) {
  switch (node.type) {
    case 'AssignmentExpression':
      // A member's object comes first, its assignment last.
      yield node.left;
      yield node.right;
      return;
    case 'ForStatement':
      yield* [node.init, node.test, node.body, node.update].filter((part) => part);
      return;
    case 'DoWhileStatement':
      yield node.body;
      yield node.test;
      return;
    default:
  }
  for (const [key, value] of Object.entries(node)) {
    if (key === 'type') continue;
    for (const part of Array.isArray(value) ? value : [value]) {
      if (typeof part?.type === 'string') yield part;
    }
  }
}

/** Calls `visit(node, parents)` for each node; `parents` has the nearest last. */
export function walk(node, visit, parents = []) {
  visit(node, parents);
  parents.push(node);
  for (const child of children(node)) walk(child, visit, parents);
  parents.pop();
}

/** The name of a member, if it is a fixed one. */
export function memberName(node) {
  if (node.type !== 'MemberExpression') return undefined;
  if (!node.computed) return node.property.name;
  return node.property.type === 'Literal' ? String(node.property.value) : undefined;
}

/** What a function is called in messages. */
export function nameOf(node, parents) {
  const near = parents.at(-1);
  const name = node.id?.name ?? near?.key?.name ?? near?.key?.value ?? near?.id?.name;
  const outer = parents.findLast((parent) => (isFunction(parent) || parent.type === 'ClassDeclaration') && parent.id);
  return [outer?.id.name, name ?? 'anonymous'].filter((part) => part).join('.');
}
