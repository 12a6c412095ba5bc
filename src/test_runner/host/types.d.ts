// Types of the host scripts, and the little of Node and Deno that they use.

declare namespace Wbg {
    /** A test, as the runner found it. */
    interface Test {
        export: string;
        name: string;
        ignored: boolean;
    }
    /** What to do: the content of `plan.json`. */
    interface Plan {
        tests: Test[];
        /** How many tests were left out. */
        filtered: number;
        includeIgnored: boolean;
        bench: boolean;
        nocapture: boolean;
        /** How the glue is loaded. */
        glue: 'commonjs' | 'module' | 'script';
        /** Where tests run. */
        place: 'process' | 'page' | 'dedicated' | 'shared' | 'service';
        /** File with earlier results of benchmarks. */
        baseline: string;
    }
}

declare module 'node:fs' {
    const appendFileSync: any, existsSync: any, mkdirSync: any, readFileSync: any, writeFileSync: any;
    export { appendFileSync, existsSync, mkdirSync, readFileSync, writeFileSync };
}
declare module 'node:module' {
    const createRequire: any;
    export { createRequire };
}
declare module 'node:os' {
    const tmpdir: () => string;
    export { tmpdir };
}
declare module 'node:path' {
    const dirname: (path: string) => string;
    export { dirname };
}
declare module 'node:process' {
    const process: any;
    export default process;
}
