//! "Did you mean": the candidate nearest to a name. Knows nothing about what the names stand for.

/// The candidate most like `name`, if one is close enough to be a plausible slip.
pub(crate) fn nearest<'a>(name: &str, candidates: impl Iterator<Item = &'a str>) -> Option<&'a str> {
    candidates
        .map(|candidate| (strsim::jaro_winkler(&name.to_lowercase(), &candidate.to_lowercase()), candidate))
        .filter(|(score, _)| *score >= 0.8)
        .max_by(|(a, x), (b, y)| a.total_cmp(b).then_with(|| y.cmp(x)))
        .map(|(_, candidate)| candidate)
}

#[cfg(test)]
mod tests {
    use super::nearest;

    #[test]
    fn near_names_only() {
        assert_eq!(nearest("Conter", ["Point", "Counter"].into_iter()), Some("Counter"));
        assert_eq!(nearest("counter", ["Point", "Counter"].into_iter()), Some("Counter"));
        assert_eq!(nearest("Widget", ["Point", "Counter"].into_iter()), None);
        assert_eq!(nearest("A", [].into_iter()), None);
    }
}
