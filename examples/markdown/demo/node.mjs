// Runs the story in Node: node node.mjs <package folder> [faults]
import { createRequire } from "node:module";
import { resolve } from "node:path";
import { scenario } from "./scenario.js";

const pkg = createRequire(import.meta.url)(resolve(process.argv[2], "markdown_desk.js"));
console.log(JSON.stringify(await scenario(pkg, Number(process.argv[3] ?? 1000))));
