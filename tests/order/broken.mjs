// Ways to break the order of calls by hand, each of which has to be noticed: `[what, the text before, the text after, the complaint]`.
// They are for a package of the guest `defects` that watches its instance.

const GREET = /const wbg = __wbg_enter\(\);\n(\s+)const ptr0 = __wbg_string_in\(wbg, name\);\n/;

export const BROKEN = [
  ['lowering before entering', GREET, 'const ptr0 = __wbg_string_in(__wbg_instance, name);\n$1const wbg = __wbg_enter();\n', /lower|before it enters/],
  ['looking at an argument before entering', GREET, 'name = String(name);\n$1$&', /touches `name` before it enters/],
  ['not entering', GREET, 'const wbg = __wbg_instance;\n$1const ptr0 = __wbg_string_in(wbg, name);\n', /greet: does not enter/],
  ['lowering after the call', /const ret = wbg\.wasm\.greet\(ptr0, len0\);\n/, '$&__wbg_string_in(wbg, name);\n', /greet: lower after call/],
  ['lifting before the call', /const ret = wbg\.wasm\.greet\(ptr0, len0\);\n/, '__wbg_string_get(wbg, ptr0, len0);\n$&', /greet: call after lift/],
  ['freeing before the call', /const ret = wbg\.wasm\.greet\(ptr0, len0\);\n/, 'wbg.wasm.__wbindgen_free(ptr0, len0, 1);\n$&', /greet: call after free/],
  ['freeing before lifting', /return __wbg_string_take\(wbg, ret\[0\], ret\[1\]\);/, 'wbg.wasm.__wbindgen_free(ret[0], ret[1], 1);\n$&', /lift after free/],
  ['calling twice', /const ret = wbg\.wasm\.healthy\(num0\);\n/, '$&wbg.wasm.set_hook();\n', /healthy: calls healthy and set_hook/],
  ['waiting before the call', /function healthy\(x\) \{([^}]*?)(const ret = wbg)/, 'async function healthy(x) {$1await 0;\n$2', /healthy: waits before the call/],
  ['converting while calling', /wbg\.wasm\.healthy\(num0\)/, 'wbg.wasm.healthy(Number(x))', /healthy: `healthy` is looked up before/],
  ['a call past the record', /wbg\.wasm\.healthy\(/, 'wasm.healthy(', /past the record of its instance/],
  ['a call past the guards', /wbg\.wasm\.healthy\(/, 'wbg.exports.healthy(', /a call past the guards/],
  ['a function without a guard that can fail', /(__wbg_bind\(__wbg_instance, wasm)(, \[.*\])?\)/, '$1, ["set_hook"])', /`set_hook` has no guard and can fail/],
  ['functions without guards that nobody knows', /(__wbg_bind\(__wbg_instance, wasm)(, \[.*\])?\)/, '$1, Object.keys(wasm))', /which functions have no guard/],
  ['a function of the wasm under another name', /wbg\.wasm\.healthy\(/, '(0, wbg.wasm.healthy)(', /the wasm is handed on/],
  ['all of the wasm under another name', /wbg\.wasm\.healthy\(/, '((all) => all.healthy)(wbg.wasm)(', /the wasm is handed on/],
  ['a closure that does not enter', /(?<=\n +)__wbg_enter(_closure\(wbg|\()\);\n/, '\n', /closure.*: does not enter/],
  ['a finalizer that calls the guest', /wbg\.wasm\.__wbg_account_free\(held, 1\);/, '$&wbg.wasm.set_hook();', /does not enter/],
  ['an import that calls the guest', /defectHost\.act\(\)/, '(defectHost.act(), wbg.wasm.set_hook())', /act.*: does not enter/],
];
