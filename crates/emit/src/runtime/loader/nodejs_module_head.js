// What loading in Node needs from elsewhere.

import { readFileSync as __wbg_read_file } from 'node:fs';
