//! A chart: an inline SVG that a sentence describes, and the table behind it.

use leptos::prelude::*;

use super::table::{Column, table};

/// What a chart shows at a moment.
#[derive(Clone, Debug, Default, PartialEq, Eq)]
pub struct Figure {
    /// What is drawn, on 336 units by `height`.
    pub shapes: Drawing,
    pub height: i32,
    /// Says what the picture says; alone where there is nothing to draw yet.
    pub caption: String,
    /// The numbers, the first cell of a row naming it. Empty where there is nothing to draw yet.
    pub rows: Vec<Vec<String>>,
}

/// Shapes of an SVG, as its text. Whole units only.
#[derive(Clone, Debug, Default, PartialEq, Eq)]
pub struct Drawing(String);

impl Drawing {
    fn shape(&mut self, name: &str, part: &str, attributes: &[(&str, i32)]) {
        self.0 += "<";
        self.0 += name;
        if !part.is_empty() {
            self.0 += " data-part=\"";
            self.0 += part;
            self.0 += "\"";
        }
        for (key, value) in attributes {
            for piece in [" ", key, "=\"", &value.to_string(), "\""] {
                self.0 += piece;
            }
        }
        self.0 += "/>";
    }

    /// A rectangle; `part` is what style knows it by.
    pub fn rect(&mut self, part: &str, x: i32, y: i32, width: i32, height: i32) {
        self.shape("rect", part, &[("x", x), ("y", y), ("width", width), ("height", height)]);
    }

    pub fn line(&mut self, part: &str, from: (i32, i32), to: (i32, i32)) {
        self.shape("line", part, &[("x1", from.0), ("y1", from.1), ("x2", to.0), ("y2", to.1)]);
    }

    pub fn dot(&mut self, part: &str, x: i32, y: i32) {
        self.shape("circle", part, &[("cx", x), ("cy", y), ("r", 6)]);
    }

    /// A text whose start, middle or end (`anchor`) is at `x`.
    pub fn text(&mut self, anchor: &str, x: i32, y: i32, text: &str) {
        let text = text.replace('&', "&amp;").replace('<', "&lt;");
        let (x, y) = (x.to_string(), y.to_string());
        for piece in ["<text text-anchor=\"", anchor, "\" x=\"", &x, "\" y=\"", &y, "\">", &text, "</text>"] {
            self.0 += piece;
        }
    }
}

/// A section with a chart. `head` names the table's columns; `draw` is asked again when what it read has changed.
pub fn chart(
    id: &'static str,
    title: &'static str,
    head: &'static [&'static str],
    draw: Box<dyn Fn() -> Figure + Send + Sync>,
) -> AnyView {
    let figure = Memo::new(move |_| draw());
    let drawn = Memo::new(move |_| figure.with(|figure| !figure.rows.is_empty()));
    let caption = format!("{id}-caption");
    let named = caption.clone();
    let picture = move || {
        let view_box = format!("0 0 336 {}", figure.with_untracked(|figure| figure.height));
        let named = named.clone();
        drawn.get().then(|| {
            view! {
                <svg
                    viewBox=view_box
                    role="img"
                    aria-labelledby=named
                    inner_html=move || figure.with(|figure| figure.shapes.0.clone())
                ></svg>
            }
        })
    };
    let table = move || drawn.get().then(|| as_table(title, head, figure));
    view! {
        <section class="section" data-wide="" aria-labelledby=id>
            <h2 id=id>{title}</h2>
            <div>
                <figure class="chart">
                    {picture}
                    <figcaption class="stack">
                        <p id=caption>{move || figure.with(|figure| figure.caption.clone())}</p>
                        {table}
                    </figcaption>
                </figure>
            </div>
        </section>
    }
    .into_any()
}

fn as_table(title: &'static str, head: &'static [&'static str], figure: Memo<Figure>) -> AnyView {
    let column = |(i, name): (usize, &&'static str)| if i == 0 { Column::Text(name) } else { Column::Number(name) };
    let columns: Vec<Column> = head.iter().enumerate().map(column).collect();
    let rows = move || {
        figure.with(|figure| {
            let rows = figure.rows.iter().map(|row| {
                let cells = row.iter().enumerate().map(|(column, cell)| match column {
                    0 => view! { <th scope="row">{cell.clone()}</th> }.into_any(),
                    _ => view! { <td data-type="number">{cell.clone()}</td> }.into_any(),
                });
                view! { <tr>{cells.collect::<Vec<_>>()}</tr> }
            });
            rows.collect::<Vec<_>>()
        })
    };
    view! {
        <details>
            <summary>"As a table" <span class="sr">{format!(": {title}")}</span></summary>
            {table(None, &columns, rows)}
        </details>
    }
    .into_any()
}

#[cfg(test)]
mod tests {
    use super::*;

    #[test]
    fn a_drawing_is_the_text_of_its_shapes() {
        let mut drawing = Drawing::default();
        drawing.rect("track", 0, -1, 2, 3);
        drawing.text("middle", 4, 5, "a<b & c");
        let text = "<rect data-part=\"track\" x=\"0\" y=\"-1\" width=\"2\" height=\"3\"/>\
                    <text text-anchor=\"middle\" x=\"4\" y=\"5\">a&lt;b &amp; c</text>";
        assert_eq!(drawing, Drawing(text.to_owned()));
    }
}
