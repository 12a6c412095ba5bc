//! Public names: where an item appears on the JS side.

/// Where and under which name an item is visible to users.
#[derive(Clone, Debug, Default, PartialEq, Eq, PartialOrd, Ord)]
pub struct PublicName {
    /// Namespace path, outermost first; empty for a module-level item.
    pub namespace: Vec<String>,
    /// The name itself; may be any text, including `default` and non-identifiers.
    pub name: String,
}

impl PublicName {
    /// Namespace parts and name joined by `__`: the identifier-like text symbols and sort orders use.
    pub fn qualified(&self) -> String {
        let mut text = String::new();
        for part in &self.namespace {
            text.push_str(part);
            text.push_str("__");
        }
        text + &self.name
    }
}
