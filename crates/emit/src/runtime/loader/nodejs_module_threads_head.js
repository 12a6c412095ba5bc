// What loading in Node needs from elsewhere.

import { readFileSync as __wbg_read_file } from 'node:fs';
import { isMainThread as __wbg_is_main_thread } from 'node:worker_threads';
