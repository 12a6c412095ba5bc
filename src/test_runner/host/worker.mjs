/** Entry of a worker whose scripts are modules. */

// @ts-expect-error It is made from the test suite.
import * as glue from './wasm-bindgen-test.js';
import { serve } from './worker_host.mjs';

serve(glue);
