//! Owns the list of rules that content must keep: name, meaning and mend of each, in one table.

use std::fmt;

macro_rules! rules {
    ($($rule:ident $name:literal $meaning:literal $mend:literal)*) => {
        /// A rule of the content format. [`Rule::ALL`] has every rule in the order of the format.
        #[derive(Clone, Copy, Debug, PartialEq, Eq, PartialOrd, Ord, Hash)]
        pub enum Rule {
            $(#[doc = $meaning] $rule,)*
        }

        impl Rule {
            /// Every rule, in the order of the format: files, front matter, sections, their contents, the deck.
            pub const ALL: &[Self] = &[$(Self::$rule),*];

            /// The name in fault reports and in the documentation, e.g. `uncited-source`.
            pub const fn name(self) -> &'static str {
                match self { $(Self::$rule => $name),* }
            }

            /// What must hold, as one sentence.
            pub const fn meaning(self) -> &'static str {
                match self { $(Self::$rule => $meaning),* }
            }

            /// What to do about a fault, as a clause in the imperative.
            pub const fn mend(self) -> &'static str {
                match self { $(Self::$rule => $mend),* }
            }
        }
    };
}

rules! {
    Unreadable "unreadable"
        "Every file and folder of the content can be read."
        "check that it exists and its permissions"
    EmptyFile "empty-file"
        "A file has content."
        "write it, or delete the file and its entry in topics.toml"
    InvalidUtf8 "invalid-utf8"
        "Files are UTF-8."
        "save the file as UTF-8"
    ByteOrderMark "byte-order-mark"
        "Files have no byte order mark."
        "save the file as UTF-8 without BOM"
    LineEnds "line-ends"
        "Lines end in LF."
        "save the file with LF line ends"
    Tab "tab"
        "Files have no tabs."
        "use spaces"
    ControlCharacter "control-character"
        "Files have no control or invisible formatting characters."
        "delete it"
    FrontMatter "front-matter"
        "A card begins with TOML between two lines of +++."
        "put the front matter between two lines that hold only +++, the first of them line 1"
    Toml "toml"
        "Front matter and topics.toml are valid TOML."
        "correct the TOML"
    UnknownKey "unknown-key"
        "Only the known keys are used."
        "correct or delete the key"
    MissingKey "missing-key"
        "Required keys are present."
        "add the key"
    WrongType "wrong-type"
        "Each key has a value of its type."
        "give it a value of that type"
    Tags "tags"
        "A card has 1 to 5 different tags of lower-case letters, digits and single hyphens."
        "write for instance tags = [\"jwt\", \"security\"]"
    UnknownLab "unknown-lab"
        "A card names a lab that exists."
        "name an existing lab, or leave the line out"
    UnknownKind "unknown-kind"
        "A card is a concept or an opinion."
        "write kind = \"concept\" or kind = \"opinion\""
    InvalidSlug "invalid-slug"
        "Slugs, aliases and topic ids are lower-case letters a-z, digits and single hyphens, at most 60 characters; no \
         card is called sheet and no topic index, which are pages and files of the site."
        "rename it"
    NoTitle "no-title"
        "A card has its question as its one # heading."
        "write the question after the front matter as \"# Question?\""
    EmptyTitle "empty-title"
        "The title is not empty."
        "write the question after the #"
    SecondTitle "second-title"
        "A card has exactly one # heading."
        "delete it, or move the second question to a card of its own"
    Blank "blank"
        "A card has no blanks {{…}} left from its template."
        "write what it asks for in its place"
    StrayText "stray-text"
        "All text stands in a section."
        "move it into a section"
    MissingSection "missing-section"
        "Every section of the card's kind is present."
        "add it"
    UnknownSection "unknown-section"
        "Only the known sections are used."
        "correct the heading"
    SectionOrder "section-order"
        "Sections stand in the order of the format."
        "move the section"
    DuplicateSection "duplicate-section"
        "A section appears once."
        "join the two sections"
    EmptySection "empty-section"
        "A section has content."
        "write it"
    KindSection "kind-section"
        "A concept card has Key points and Explanation, an opinion card has Criteria and Answers."
        "rename the section, or change the card's kind"
    SectionShape "section-shape"
        "A section holds what its format says and nothing else."
        "follow the format of the section"
    OneParagraph "one-paragraph"
        "List items and the short answer are one paragraph each."
        "join it into one paragraph, or move it elsewhere"
    ItemLine "item-line"
        "No line that goes on with a list item begins like an item of its own."
        "begin it with \"- \" (a question with its number, a dot and a space) at the column of the others, or break the \
         sentence elsewhere"
    NestedHeading "nested-heading"
        "There are no headings inside a section."
        "make it a paragraph"
    OpenFence "open-fence"
        "A code block that begins with ``` or ~~~ ends with the same."
        "close it with a line of the same marks, as many or more"
    FenceLanguage "fence-language"
        "A fenced code block names its language."
        "write it after the marks, e.g. ```js, or ```text when it is none"
    OpenCode "open-code"
        "A backtick that opens code is followed by one that closes it."
        "close it, or write \\` for the character"
    RawHtml "raw-html"
        "There is no raw HTML."
        "use Markdown; put a tag that is meant as text in backticks"
    Image "image"
        "There are no images."
        "say it in words or in a code block"
    Table "table"
        "There are no tables."
        "use a list"
    LinkDefinition "link-definition"
        "Link definitions stand nowhere but in the list of Sources."
        "write it under Sources as \"- [id]: Title: https://…\""
    InsecureLink "insecure-link"
        "Links are https."
        "link to an https address"
    ShortAnswerLength "short-answer-length"
        "The short answer has at most 320 characters."
        "shorten it"
    PointCount "point-count"
        "A card has 3 to 7 points."
        "add, join or leave out points"
    MustCount "must-count"
        "At least two points are must."
        "mark what a full answer needs as must"
    PointWeight "point-weight"
        "A point begins with must: or extra:."
        "begin it with \"must: \" or \"extra: \""
    PointLead "point-lead"
        "A point opens with a short phrase in bold."
        "begin its text with a label in bold, e.g. \"**Encoding is not encryption.**\""
    DuplicateLead "duplicate-lead"
        "Points of a card have different leads, and different ids made from them."
        "give one of them another lead"
    PointSource "point-source"
        "A point ends in the sources it rests on."
        "end it with [source-id]"
    ExplanationLength "explanation-length"
        "An explanation has 80 to 400 words, code blocks not counted."
        "lengthen or shorten it"
    AnswerCount "answer-count"
        "An opinion card has exactly two answers, each under a ### heading."
        "write two contrasting answers under \"### Title\""
    AnswerLength "answer-length"
        "Each answer of an opinion card has 60 to 200 words, code blocks not counted."
        "lengthen or shorten it"
    StudentAnswer "student-answer"
        "The student's answer is one block quote."
        "begin each of its lines with \"> \""
    CritiqueFinding "critique-finding"
        "An item of the critique begins with right:, missing: or wrong:."
        "begin it with \"right: \", \"missing: \" or \"wrong: \""
    CritiqueQuote "critique-quote"
        "The first quotation of a right or wrong item stands in the student's answer."
        "quote the student's words exactly"
    MisconceptionCount "misconception-count"
        "A card has at least two misconceptions."
        "add one"
    MisconceptionClaim "misconception-claim"
        "A misconception is a quoted sentence and its correction."
        "write it as: - \"The mistaken sentence.\" and the correction"
    CheckCount "check-count"
        "A card has at least three check-yourself questions."
        "add one"
    OptionCount "option-count"
        "A check has two to four options."
        "add options, or leave some out"
    OptionIndent "option-indent"
        "The options of a check stand under their question."
        "indent its options by three spaces"
    OptionMark "option-mark"
        "An option begins with [x] or [ ]."
        "begin it with \"[x] \" or \"[ ] \""
    RightOption "right-option"
        "Exactly one option of a check is right."
        "mark exactly one option with [x]"
    DuplicateOption "duplicate-option"
        "The options of a check differ."
        "change or delete one of them"
    OptionReason "option-reason"
        "An option is followed by \": \" and the reason."
        "write it as \"the option: why it is right or wrong\""
    TransferAnswer "transfer-answer"
        "A transfer question is followed by its answer."
        "write the question, then a paragraph that begins with \"Answer: \""
    SourceLine "source-line"
        "A source is [id]: title: address."
        "write: - [id]: Title: https://…, with an id of lower-case letters, digits and hyphens"
    SourceUrl "source-url"
        "A source's address is https."
        "give the https address"
    DuplicateSource "duplicate-source"
        "A source id is defined once in a card."
        "delete one, or rename it"
    DuplicateUrl "duplicate-url"
        "An address appears once in a card's sources."
        "cite the first of the two in both places"
    SourceTitle "source-title"
        "An address has the same title in every card."
        "give it the title that the other card gives it, or link to the section that is meant"
    UndefinedSource "undefined-source"
        "Every cited source is listed under Sources."
        "add it to Sources, or put the brackets in backticks when they are no citation"
    UncitedSource "uncited-source"
        "Every source is cited."
        "cite it where it supports a claim, or delete the line"
    JoinedCitations "joined-citations"
        "Each citation has brackets of its own, which a space separates from others."
        "write them as [one-id] [other-id]"
    DuplicateTopic "duplicate-topic"
        "A topic is listed once."
        "join the two entries"
    UnknownTopic "unknown-topic"
        "Every folder is a topic of topics.toml."
        "add it to topics.toml, or move its cards"
    UnknownFile "unknown-file"
        "Content holds topics.toml and <topic>/<slug>.md only."
        "move or delete it"
    MissingCard "missing-card"
        "Every card of topics.toml has its file."
        "write the file, or delete the entry"
    UnlistedCard "unlisted-card"
        "Every card is listed in topics.toml."
        "add its slug to its topic's cards"
    ListedTwice "listed-twice"
        "A card is listed once in topics.toml."
        "delete one entry"
    DuplicateSlug "duplicate-slug"
        "A slug is used by one card only, in all topics."
        "rename one of the files"
    AliasCollision "alias-collision"
        "An alias is neither a card's slug nor another alias."
        "delete the alias"
    UnknownConfusable "unknown-confusable"
        "Confusable cards exist."
        "name an existing card, or delete it"
    SelfConfusable "self-confusable"
        "A card is not its own confusable card."
        "delete it"
}

impl fmt::Display for Rule {
    fn fmt(&self, f: &mut fmt::Formatter<'_>) -> fmt::Result {
        f.write_str(self.name())
    }
}

#[cfg(test)]
mod tests {
    use std::collections::BTreeSet;

    use super::Rule;

    #[test]
    fn every_rule_has_a_kebab_case_name_of_its_own_and_reads_as_a_sentence() {
        let names: BTreeSet<_> = Rule::ALL.iter().map(|rule| rule.name()).collect();
        assert_eq!(names.len(), Rule::ALL.len());
        for rule in Rule::ALL {
            assert!(rule.name().chars().all(|c| c.is_ascii_lowercase() || c.is_ascii_digit() || c == '-'), "{rule}");
            assert!(rule.meaning().ends_with('.') && !rule.mend().ends_with('.'), "{rule}");
        }
    }
}
