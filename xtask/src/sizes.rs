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

const REST: &str = "rest of a long course's index";

/// Name, limit in bytes of brotli, and which files of the site's folder belong to it.
type Group = (&'static str, usize, fn(&str) -> bool);

/// Whether this is a script or module whose name begins so.
fn is_script(prefix: &str, name: &str) -> bool {
    name.starts_with(prefix) && (name.ends_with(".js") || name.ends_with(".wasm"))
}

/// Whether this is a card's page.
fn is_card(name: &str) -> bool {
    matches!(name.split('/').collect::<Vec<_>>()[..], ["cards", slug, "index.html"] if slug != "sheet")
}

/// The rest of the index may weigh so many bytes a card. Only a student who has begun loads it: see "What grows with the
/// course" in `docs/decisions.md`.
const REST_CARD: usize = 50;

const GROUPS: [Group; 6] = [
    ("app: wasm, JS and start script", 170_000, |name| {
        is_script("start-", name) || is_script("groundwork-", name) || is_script("groundwork_bg-", name)
    }),
    ("list module, for the list of cards", 170_000, |name| is_script("list-", name) || is_script("list_bg-", name)),
    ("desk module, for progress, settings", 170_000, |name| is_script("desk-", name) || is_script("desk_bg-", name)),
    ("labs module, when a lab opens", 170_000, |name| is_script("labs-", name) || is_script("labs_bg-", name)),
    ("workshop module, further down there", 170_000, |name| {
        is_script("workshop-", name) || is_script("workshop_bg-", name)
    }),
    (REST, 0, |name| name == "deck/index.rest.json"),
];

impl Table {
    /// Measures a built site.
    pub fn of(dist: &Path) -> Result<Self, String> {
        let names = files::below(dist)?;
        let sent =
            |name: &str, bytes: &[u8]| files::read(dist, &format!("{name}.br")).map_or(bytes.len(), |br| br.len());
        let cards: Vec<_> = names.iter().filter(|name| is_card(name)).collect();
        let mut largest =
            Row { name: "the largest card's HTML, with styles".to_owned(), raw: 0, brotli: 0, limit: 14_000 };
        for card in &cards {
            let bytes = files::read(dist, card)?;
            let brotli = sent(card, &bytes);
            if brotli > largest.brotli {
                (largest.raw, largest.brotli) = (bytes.len(), brotli);
            }
        }
        let mut rows = vec![largest];
        for (name, limit, belongs) in GROUPS {
            let limit = if name == REST { REST_CARD * cards.len() } else { limit };
            let (mut raw, mut compressed) = (0, 0);
            for file in names.iter().filter(|file| belongs(file)) {
                let bytes = files::read(dist, file)?;
                raw += bytes.len();
                compressed += sent(file, &bytes);
            }
            if raw == 0 && name == REST {
                continue;
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
    fn a_page_below_cards_is_a_cards_unless_it_is_the_sheet_or_a_part_of_it() {
        assert!(is_card("cards/sheets/index.html"));
        for other in ["cards/index.html", "cards/sheet/index.html", "cards/sheet/2/index.html", "cards/a/index.html.br"]
        {
            assert!(!is_card(other), "{other}");
        }
    }

    #[test]
    fn a_group_past_its_limit_is_named_with_the_excess() {
        let row = |brotli| Row { name: "app".to_owned(), raw: 9, brotli, limit: 100 };
        assert!(Table(vec![row(100)]).within_budget().is_ok());
        let why = Table(vec![row(107)]).within_budget().unwrap_err();
        assert!(why.contains("app: 7 bytes past the limit of 100"), "{why}");
    }
}
