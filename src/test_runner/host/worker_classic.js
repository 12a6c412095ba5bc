// Entry of a worker that is a classic script. The page's first messages wait until the modules are there.
/* global importScripts, wasm_bindgen */
importScripts('wasm-bindgen-test.js');
const early = [];
self.onmessage = (event) => early.push(event);
self.onconnect = (event) => early.push(event);
import('./worker_host.mjs').then(({ serve }) => serve(wasm_bindgen, early));
