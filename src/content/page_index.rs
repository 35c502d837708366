//! The index of the deck in the pages whose module begins with it: one request less than a file of its own.

use super::emit::json;
use crate::domain::deck::Index;

const START: &str = "<script type=\"application/json\" id=\"index\">";
const END: &str = "</script>";

/// The index, or its beginning, as JSON that may stand in an element.
pub fn beginning(index: &Index) -> String {
    // A title with an end tag in it would end the element.
    json(&index.split().0).replace('<', "\\u003c")
}

/// The element that holds this JSON. It is data, which no policy refuses.
pub fn element(json: &str) -> String {
    [START, json, END].concat()
}

/// The JSON that a page carries.
pub fn of(page: &str) -> Option<&str> {
    page.split_once(START)?.1.split_once(END).map(|(json, _)| json)
}

/// A page with this JSON in place of its own; as it was, when it carries none.
pub fn replaced(page: &str, json: &str) -> String {
    match of(page) {
        Some(own) => page.replacen(&element(own), &element(json), 1),
        None => page.to_owned(),
    }
}

#[cfg(test)]
mod tests {
    use super::*;
    use crate::domain::card::TopicId;
    use crate::domain::deck::Topic;
    use crate::domain::decode;

    #[test]
    fn an_index_comes_out_of_a_page_as_it_went_in_whatever_is_in_a_title() {
        let title = "What does </script><!-- do?".to_owned();
        let topic = Topic { id: TopicId("t".to_owned()), title, line: String::new() };
        let index = Index { topics: vec![topic], ..Index::default() };
        let page = format!("<p>before</p>{}<p>after</p>", element(&beginning(&index)));
        assert_eq!(decode::file::<Index>(of(&page).unwrap()), Ok(index));
        assert_eq!(replaced(&page, "{}"), format!("<p>before</p>{START}{{}}{END}<p>after</p>"));
        assert_eq!((of("<p></p>"), replaced("<p></p>", "{}").as_str()), (None, "<p></p>"));
    }
}
