//! What a first visit loads, in bytes as sent, held to the budget.

use std::fmt;
use std::path::Path;

use crate::files;

/// A group of files that are loaded together. Sizes in bytes; "KB" is 1000 of them.
#[derive(Debug)]
struct Row {
    name: String,
    raw: usize,
    brotli: usize,
    limit: usize,
}

/// The first-load table.
#[derive(Debug)]
pub struct Table(Vec<Row>);

/// Name, limit in bytes of brotli, and which files of the site's folder belong to it.
type Group = (&'static str, usize, fn(&str) -> bool);

/// Whether this is a script or module whose name begins so.
fn is_script(prefix: &str, name: &str) -> bool {
    name.starts_with(prefix) && (name.ends_with(".js") || name.ends_with(".wasm"))
}

const GROUPS: [Group; 6] = [
    ("a card's HTML with its styles", 14_000, |name| name == "cards/jwt-signature/index.html"),
    ("app: wasm, JS and start script", 170_000, |name| {
        is_script("start-", name) || is_script("groundwork-", name) || is_script("groundwork_bg-", name)
    }),
    ("desk module, for cards and progress", 170_000, |name| is_script("desk-", name) || is_script("desk_bg-", name)),
    ("labs module, when a lab opens", 170_000, |name| is_script("labs-", name) || is_script("labs_bg-", name)),
    ("workshop module, further down there", 170_000, |name| {
        is_script("workshop-", name) || is_script("workshop_bg-", name)
    }),
    ("index of the deck", 14_000, |name| name == "deck/index.json"),
];

impl Table {
    /// Measures a built site.
    pub fn of(dist: &Path) -> Result<Self, String> {
        let names = files::below(dist)?;
        let mut rows = Vec::new();
        for (name, limit, belongs) in GROUPS {
            let (mut raw, mut compressed) = (0, 0);
            for file in names.iter().filter(|file| belongs(file)) {
                let bytes = files::read(dist, file)?;
                raw += bytes.len();
                compressed += match files::read(dist, &format!("{file}.br")) {
                    Ok(sent) => sent.len(),
                    Err(_) => bytes.len(),
                };
            }
            if raw == 0 {
                return Err(format!("the build has no file for “{name}”: was it moved or renamed?"));
            }
            rows.push(Row { name: name.to_owned(), raw, brotli: compressed, limit });
        }
        Ok(Self(rows))
    }

    /// Fails with every group that is past its limit.
    pub fn within_budget(&self) -> Result<(), String> {
        let over = self.0.iter().filter(|row| row.brotli > row.limit);
        let over: Vec<String> = over
            .map(|row| format!("{}: {} bytes past the limit of {}", row.name, row.brotli - row.limit, row.limit))
            .collect();
        if over.is_empty() { Ok(()) } else { Err(format!("Past the budget:\n{}", over.join("\n"))) }
    }
}

impl fmt::Display for Table {
    fn fmt(&self, f: &mut fmt::Formatter<'_>) -> fmt::Result {
        writeln!(f, "{:<36} {:>10} {:>10} {:>10}", "first load", "bytes", "brotli", "limit")?;
        for row in &self.0 {
            writeln!(f, "{:<36} {:>10} {:>10} {:>10}", row.name, row.raw, row.brotli, row.limit)?;
        }
        Ok(())
    }
}

#[cfg(test)]
mod tests {
    use super::*;

    #[test]
    fn a_group_past_its_limit_is_named_with_the_excess() {
        let row = |brotli| Row { name: "app".to_owned(), raw: 9, brotli, limit: 100 };
        assert!(Table(vec![row(100)]).within_budget().is_ok());
        let why = Table(vec![row(107)]).within_budget().unwrap_err();
        assert!(why.contains("app: 7 bytes past the limit of 100"), "{why}");
    }
}
