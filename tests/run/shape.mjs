// What a loaded package offers: one line per name and member, to compare two tools' packages.
import { show } from './support.mjs';

/** Names that belong to loading, not to the guest. */
const OWN = new Set(['__wasm', 'default', 'initSync', 'initThreadPool', 'module.exports']);
const internal = (name) => OWN.has(name) || name.startsWith('__wb');

/** Sorted lines that describe the module object. */
export function shape(pkg) {
  const lines = [];
  for (const name of Object.keys(pkg)) {
    if (!internal(name)) describe(name, pkg[name], lines);
  }
  return lines.sort();
}

function describe(path, value, lines) {
  if (typeof value === 'function') {
    const isClass = /^class\b/.test(Function.prototype.toString.call(value));
    lines.push(isClass ? `class ${path}` : `function ${path}(${value.length})`);
    if (isClass) {
      members(`${path}#`, value.prototype, new Set(['constructor']), lines);
      members(`${path}.`, value, new Set(['name', 'length', 'prototype']), lines);
    }
  } else if (typeof value === 'object' && value !== null) {
    lines.push(`object ${path}`);
    for (const key of Object.keys(value)) describe(`${path}.${key}`, value[key], lines);
  } else {
    lines.push(`value ${path} = ${show(value)}`);
  }
}

function members(prefix, holder, except, lines) {
  for (const key of Reflect.ownKeys(holder)) {
    const name = String(key);
    if (except.has(name) || name.startsWith('__')) continue;
    const { get, set, value } = Object.getOwnPropertyDescriptor(holder, key);
    const kinds = [get && 'get', set && 'set', typeof value === 'function' && 'method'].filter(Boolean);
    lines.push(`${kinds.join('/') || 'value'} ${prefix}${name}`);
  }
}
