//! `synthetic`: a large course made from the cards in `content/`, to see how everything grows. It is not committed.

use std::path::Path;

use groundwork::content;

use crate::{files, root};

/// How often the real cards of a topic stand in one made-up topic.
const ROUNDS_A_TOPIC: usize = 20;

/// Writes a course of at least `count` cards: the real ones, over and over, under other names.
///
/// # Errors
/// The real cards have faults, or a file cannot be written.
pub fn write(count: usize, folder: &Path) -> Result<String, String> {
    let source = root().join("content");
    let deck = content::read(&source).map_err(|faults| faults.to_string())?;
    let rounds = count.div_ceil(deck.cards.len()).max(1);
    let mut topics = String::new();
    for first in (0..rounds).step_by(ROUNDS_A_TOPIC) {
        for topic in &deck.topics {
            let mut slugs = Vec::new();
            for round in first..rounds.min(first + ROUNDS_A_TOPIC) {
                for card in deck.cards.iter().filter(|card| card.topic == topic.id) {
                    let text = files::read(&source, &format!("{}/{}.md", topic.id, card.id))?;
                    let text = renamed(&String::from_utf8_lossy(&text), round);
                    files::write(folder, &format!("{}-{first}/{}-{round}.md", topic.id, card.id), text)?;
                    slugs.push(format!("\"{}-{round}\"", card.id));
                }
            }
            topics += &format!(
                "[[topic]]\nid = \"{}-{first}\"\ntitle = \"{} {first}\"\nline = \"{}\"\ncards = [{}]\n\n",
                topic.id,
                topic.title,
                topic.line,
                slugs.join(", ")
            );
        }
    }
    files::write(folder, "topics.toml", topics)?;
    Ok(format!("{} cards in {}", rounds * deck.cards.len(), folder.display()))
}

/// A card's text with this round's names: its title and the cards that it is confused with. It had no names before.
fn renamed(text: &str, round: usize) -> String {
    let lines = text.lines().map(|line| {
        if line.starts_with("# ") {
            format!("{line} ({round})")
        } else if let Some(slugs) = line.strip_prefix("confusable = ") {
            // Every second quotation mark ends a slug.
            let mut parts: Vec<String> = slugs.split('"').map(str::to_owned).collect();
            for slug in parts.iter_mut().skip(1).step_by(2) {
                *slug += &format!("-{round}");
            }
            format!("confusable = {}", parts.join("\""))
        } else if line.starts_with("aliases = ") {
            "aliases = []".to_owned()
        } else {
            line.to_owned()
        }
    });
    lines.map(|line| line + "\n").collect()
}

#[cfg(test)]
mod tests {
    use std::fs;

    use super::*;

    #[test]
    fn a_synthetic_course_passes_the_checker_with_the_number_asked_for() {
        let folder = std::env::temp_dir().join(format!("groundwork-synthetic-{}", std::process::id()));
        write(40, &folder).unwrap();
        let deck = content::read(&folder).unwrap();
        assert!(deck.cards.len() >= 40);
        fs::remove_dir_all(folder).unwrap();
    }
}
