/**
 * Errors that reach the event loop: thrown in a callback, or the reason of a promise that nobody handles. They fail the test that
 * is running.
 */

export class Stray {
    /** @param {(error: any) => void} fatal for errors outside of tests */
    constructor(fatal) {
        this.fatal = fatal;
        /** @type {((error: any) => void) | undefined} */
        this.receiver = undefined;
    }

    /** @param {any} error */
    report(error) {
        (this.receiver ?? this.fatal)(error);
    }

    /**
     * Rejects with the first error that comes up until the returned `stop` is called.
     * @returns {{ caught: Promise<never>, stop: () => void }}
     */
    watch() {
        const caught = new Promise((_, reject) => {
            this.receiver = reject;
        });
        caught.catch(() => {});
        return { caught: /** @type {Promise<never>} */ (caught), stop: () => (this.receiver = undefined) };
    }

    /**
     * Lets the event loop go round, so that what an ended instance leaves behind does not count against the next test.
     * @returns {Promise<void>}
     */
    async drain() {
        this.receiver = () => {};
        await new Promise((resolve) => setTimeout(resolve, 0));
        await new Promise((resolve) => setTimeout(resolve, 0));
        this.receiver = undefined;
    }
}
