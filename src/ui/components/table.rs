//! A table: its columns' headings and its rows.

use leptos::prelude::*;

/// A column's heading, in words of ours.
#[derive(Clone, Copy, Debug)]
pub enum Column {
    Text(&'static str),
    /// Numbers stand at the right.
    Number(&'static str),
}

/// The table; `caption` is HTML.
pub fn table(caption: Option<String>, columns: &[Column], rows: impl IntoView + 'static) -> AnyView {
    let head = columns.iter().map(|column| match column {
        Column::Text(name) => ["<th scope=\"col\">", name, "</th>"].concat(),
        Column::Number(name) => ["<th scope=\"col\" data-type=\"number\">", name, "</th>"].concat(),
    });
    drawn(caption, head.collect(), rows.into_any())
}

// One body for all tables.
fn drawn(caption: Option<String>, head: String, rows: AnyView) -> AnyView {
    view! {
        <table class="table">
            {caption.map(|caption| view! { <caption inner_html=caption></caption> })}
            <thead>
                <tr inner_html=head></tr>
            </thead>
            <tbody>{rows}</tbody>
        </table>
    }
    .into_any()
}
