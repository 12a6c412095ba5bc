// Rules for the runtime files and their tests; no plugins, so that it works wherever eslint is.

const engines = ['FinalizationRegistry', 'WebAssembly', 'TextDecoder', 'TextEncoder', 'URL', 'Blob', 'Request', 'Response', 'fetch', 'console', 'document', 'queueMicrotask'];
// Declared in the loaders.
const loaders = ['__wbg_renew'];
const tests = ['process', 'Buffer', 'global'];
const readonly = (names) => Object.fromEntries(names.map((name) => [name, 'readonly']));

const rules = {
    'array-callback-return': 'error',
    curly: 'error',
    eqeqeq: ['error', 'always', { null: 'ignore' }],
    'no-const-assign': 'error',
    'no-dupe-keys': 'error',
    'no-else-return': 'error',
    'no-implicit-coercion': ['error', { allow: ['+'] }],
    'no-redeclare': 'error',
    'no-shadow': 'error',
    'no-undef': 'error',
    'no-unreachable': 'error',
    'no-unused-vars': 'error',
    'no-use-before-define': ['error', { functions: false }],
    'no-useless-return': 'error',
    'no-var': 'error',
    'object-shorthand': 'error',
    'prefer-const': 'error',
    'prefer-template': 'error',
};

export default [
    { ignores: ['loader/**'] },
    // Every engine that packages are for can parse this much: Node 18, browsers of 2022.
    { files: ['**/*.js'], languageOptions: { ecmaVersion: 2022, sourceType: 'module', globals: readonly([...engines, ...loaders]) }, rules },
    // The loaders assign to it.
    { files: ['core/current_let.js'], rules: { 'prefer-const': 'off' } },
    { files: ['**/*.mjs'], languageOptions: { sourceType: 'module', globals: readonly([...engines, ...tests]) }, rules },
];
