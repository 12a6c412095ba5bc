// The rules of the runtime files, for scripts that run where a test suite runs.

import runtime from '../../../crates/emit/src/runtime/eslint.config.mjs';

const [{ rules }] = runtime.filter((part) => part.rules !== undefined && part.files?.includes('**/*.js'));
const surroundings = ['Document', 'MessageChannel', 'URL', 'WebAssembly', 'console', 'document', 'fetch', 'location', 'navigator', 'performance', 'self', 'setTimeout', 'window', 'Worker', 'SharedWorker', 'postMessage'];

export default [
    {
        files: ['**/*.mjs', '**/*.js'],
        languageOptions: { sourceType: 'module', globals: Object.fromEntries(surroundings.map((name) => [name, 'readonly'])) },
        rules,
    },
];
