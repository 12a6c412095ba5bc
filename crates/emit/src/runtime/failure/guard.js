import { __wbg_fail } from './fail.js';

/**
 * An exported function as glue calls it: what leaves it is classified once, and while it runs nobody replaces the instance.
 * One form per number of words, because rest parameters are slow.
 * @param {Wbg.Record} wbg
 * @param {(...words: any[]) => any} f
 * @returns {(...words: any[]) => any}
 */
export function __wbg_guard(wbg, f) {
    switch (f.length) {
        case 0: return () => { wbg.depth += 1; try { return f(); } catch (error) { throw __wbg_fail(wbg, error); } finally { wbg.depth -= 1; } };
        case 1: return (w0) => { wbg.depth += 1; try { return f(w0); } catch (error) { throw __wbg_fail(wbg, error); } finally { wbg.depth -= 1; } };
        case 2: return (w0, w1) => { wbg.depth += 1; try { return f(w0, w1); } catch (error) { throw __wbg_fail(wbg, error); } finally { wbg.depth -= 1; } };
        case 3: return (w0, w1, w2) => { wbg.depth += 1; try { return f(w0, w1, w2); } catch (error) { throw __wbg_fail(wbg, error); } finally { wbg.depth -= 1; } };
        case 4: return (w0, w1, w2, w3) => { wbg.depth += 1; try { return f(w0, w1, w2, w3); } catch (error) { throw __wbg_fail(wbg, error); } finally { wbg.depth -= 1; } };
        case 5: return (w0, w1, w2, w3, w4) => { wbg.depth += 1; try { return f(w0, w1, w2, w3, w4); } catch (error) { throw __wbg_fail(wbg, error); } finally { wbg.depth -= 1; } };
        case 6: return (w0, w1, w2, w3, w4, w5) => { wbg.depth += 1; try { return f(w0, w1, w2, w3, w4, w5); } catch (error) { throw __wbg_fail(wbg, error); } finally { wbg.depth -= 1; } };
        case 7: return (w0, w1, w2, w3, w4, w5, w6) => { wbg.depth += 1; try { return f(w0, w1, w2, w3, w4, w5, w6); } catch (error) { throw __wbg_fail(wbg, error); } finally { wbg.depth -= 1; } };
        default: return (...words) => { wbg.depth += 1; try { return f(...words); } catch (error) { throw __wbg_fail(wbg, error); } finally { wbg.depth -= 1; } };
    }
}
