// What the runner asks the page again and again: the report from a place on, and whether that is all.
(from) => {
    const output = document.getElementById('output').textContent;
    return {
        text: output.slice(from),
        length: output.length,
        console: document.getElementById('console_output').textContent,
        ...(window.__wbgtest_state ?? { finished: false }),
    };
}
