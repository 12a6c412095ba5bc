// The same story for Node and for a page: use the desk, hurt it a thousand times, check that nothing was lost.

const TEXT = "# Tides\n\nHigh water **twice** a day.\n\n## Tables\n\n| port | range |\n|---|---|\n| Brest | 6 m |\n";

function check(condition, what) {
    if (!condition) throw new Error(`wrong: ${what}`);
}

/** Runs the story on a loaded package and returns what was seen. */
export async function scenario(pkg, faults = 1000) {
    const seen = { panics: 0, byPlace: {}, rejected: 0, messages: new Set() };
    const survive = (place, call) => {
        try {
            call();
        } catch (error) {
            check(error instanceof Error && error.name === "PanicError", `${place} threw ${error}`);
            seen.panics += 1;
            seen.byPlace[place] = (seen.byPlace[place] ?? 0) + 1;
            seen.messages.add(error.message.split("\n")[0]);
            return;
        }
        throw new Error(`${place} should have panicked`);
    };

    const desk = new pkg.Desk();
    desk.put("tides", TEXT);
    const html = desk.html("tides");
    check(html.includes("<strong>twice</strong>") && html.includes("<table>"), "rendered HTML");
    check(pkg.render("*hi*") === "<p><em>hi</em></p>\n", "render");
    const preview = pkg.livePreview();
    check(preview("a") === "<!-- 1 --><p>a</p>\n", "first preview");

    const started = performance.now();
    let previews = 1;
    let edits = 1;
    for (let i = 0; seen.panics < faults; i += 1) {
        const place = i % 4;
        if (place === 0) {
            survive("method", () => desk.heading("tides", 100 + i));
            edits += 1; // the write before the panic stays: panics do not roll back
        } else if (place === 1) {
            survive("missing document", () => desk.heading(`no such ${i}`, 0));
            edits += 1;
        } else if (place === 2) {
            survive("closure", () => preview(`bad \0 text ${i}`));
            previews += 1;
            check(preview("x").startsWith(`<!-- ${previews} -->`), "preview keeps counting");
        } else {
            desk.put(`note ${i % 40}`, `# Note ${i}`);
            edits += 1;
            check(desk.heading(`note ${i % 40}`, 0) === `Note ${i}`, "heading after panics");
        }
        check(desk.edits === edits, `edits ${desk.edits}, expected ${edits}`);
    }
    seen.milliseconds = performance.now() - started;

    check(await pkg.renderFrom(async (name) => `# ${name}`, "later") === "<h1>later</h1>\n", "async rendering");
    await pkg.renderFrom(async () => 42, "bad").then(
        () => check(false, "a loader without text should reject"),
        (error) => {
            check(error.name === "PanicError", `async rejection was ${error}`);
            seen.rejected += 1;
        },
    );
    check(desk.html("tides") === html, "the first document is unchanged");
    seen.documents = desk.names().length;
    seen.edits = desk.edits;
    desk.free();
    seen.messages = [...seen.messages].sort();
    return seen;
}
