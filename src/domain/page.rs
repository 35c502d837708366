//! Every page: its path, title and description, the same for the app and for the prerendered HTML.

use super::card::CardId;
use super::deck::Index;
use super::part;

/// A page of the site.
#[derive(Clone, Debug, PartialEq, Eq)]
pub enum Page {
    Today,
    Cards,
    Card(CardId),
    /// All cards on one page, to print; where they are many, a list of the parts.
    Sheet,
    /// A part of a large course, from 1.
    Part(usize),
    Study,
    JwtLab,
    /// Broken tokens as questions.
    Faults,
    Progress,
    Settings,
    About,
    NotFound,
}

impl Page {
    /// The pages of a course in the order of its navigation, each card among them.
    pub fn all(index: &Index) -> Vec<Self> {
        let cards = index.cards.iter().map(|card| Self::Card(card.id.clone()));
        let count = part::count(index.cards.len());
        let parts = (1..=count).filter(|_| count > 1).map(Self::Part);
        [Self::Today, Self::Cards]
            .into_iter()
            .chain(cards)
            .chain([
                Self::Sheet,
                Self::Study,
                Self::JwtLab,
                Self::Faults,
                Self::Progress,
                Self::Settings,
                Self::About,
                Self::NotFound,
            ])
            .chain(parts)
            .collect()
    }

    /// The page at this path below the site's base; no leading slash, with or without one at the end.
    pub fn at(path: &str) -> Self {
        let path = path.trim_matches('/');
        match path {
            "" => Self::Today,
            "cards" => Self::Cards,
            "cards/sheet" => Self::Sheet,
            "study" => Self::Study,
            "labs/jwt" => Self::JwtLab,
            "labs/faults" => Self::Faults,
            "progress" => Self::Progress,
            "settings" => Self::Settings,
            "about" => Self::About,
            _ => match path.strip_prefix("cards/").map(|path| path.split_once('/').ok_or(path)) {
                Some(Err(slug)) => Self::Card(CardId(slug.to_owned())),
                Some(Ok(("sheet", number))) => number.parse().map_or(Self::NotFound, Self::Part),
                _ => Self::NotFound,
            },
        }
    }

    /// Path below the base, without a leading slash. Ends in a slash, so that no host needs to redirect.
    pub fn path(&self) -> String {
        match self {
            Self::Today => String::new(),
            Self::Cards => "cards/".to_owned(),
            Self::Card(id) => format!("cards/{id}/"),
            Self::Sheet => "cards/sheet/".to_owned(),
            Self::Part(number) => format!("cards/sheet/{number}/"),
            Self::Study => "study/".to_owned(),
            Self::JwtLab => "labs/jwt/".to_owned(),
            Self::Faults => "labs/faults/".to_owned(),
            Self::Progress => "progress/".to_owned(),
            Self::Settings => "settings/".to_owned(),
            Self::About => "about/".to_owned(),
            Self::NotFound => "404.html".to_owned(),
        }
    }

    /// The document's title.
    pub fn title(&self, index: &Index) -> String {
        let name = match self {
            Self::Today => return "Groundwork: questions for web developers, remembered".to_owned(),
            Self::Cards => "All cards",
            Self::Card(id) => index.resolve(id).map_or("No such card", |card| card.title.as_str()),
            Self::Sheet => "All cards on paper",
            Self::Part(number) => {
                let cards = part::range(*number, index.cards.len());
                return format!("Cards {} to {} · Groundwork", cards.start + 1, cards.end);
            }
            Self::Study => "Study",
            Self::JwtLab => "JWT lab",
            Self::Faults => "Find the fault",
            Self::Progress => "Progress",
            Self::Settings => "Settings and backup",
            Self::About => "About",
            Self::NotFound => "Page not found",
        };
        format!("{name} · Groundwork")
    }

    /// One sentence for search engines and link previews; a card page has its short answer instead.
    pub fn description(&self) -> &'static str {
        match self {
            Self::Today => {
                "Answer a teacher's questions from memory, compare with key points, and meet each card again in time."
            }
            Self::Cards | Self::Card(_) => {
                "All questions by topic, each with key points, sources and a student's answer."
            }
            Self::Sheet | Self::Part(_) => {
                "Every question, then every answer with its key points and sources, to print."
            }
            Self::Study => "One card at a time: answer, compare, grade.",
            Self::JwtLab => {
                "Take a JSON Web Token apart in this browser: segments, claims and what is wrong with them."
            }
            Self::Faults => "Twelve broken JSON Web Tokens: say what is wrong with each, and read why.",
            Self::Progress => "What you have reviewed, what is firm, and what comes back when.",
            Self::Settings => "How often cards come back, an exam to work towards, and a backup of your progress.",
            Self::About => "What Groundwork is, what it keeps, and what it never sends.",
            Self::NotFound => "There is no page at this address.",
        }
    }
}

#[cfg(test)]
mod tests {
    use super::*;

    #[test]
    fn every_page_is_found_again_at_its_own_path() {
        let card = Page::Card(CardId("what-is-a-jwt".to_owned()));
        for page in [
            Page::Today,
            Page::Cards,
            card,
            Page::Sheet,
            Page::Part(12),
            Page::Study,
            Page::JwtLab,
            Page::Faults,
            Page::Progress,
            Page::Settings,
            Page::About,
        ] {
            assert_eq!(Page::at(&page.path()), page);
            assert_eq!(Page::at(&format!("/{}", page.path().trim_end_matches('/'))), page);
        }
        assert_eq!(Page::at("cards/a/b"), Page::NotFound);
        assert_eq!(Page::at("404.html"), Page::NotFound);
    }
}
