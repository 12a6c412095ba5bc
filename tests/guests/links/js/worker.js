globalThis.linkedFile = 'worker é';
