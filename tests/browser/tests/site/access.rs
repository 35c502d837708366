//! axe-core finds nothing on any page, in either colour scheme.

use std::fs;
use std::path::Path;

use browser::{Page, scenario};
use thirtyfour::prelude::WebDriverResult;

use crate::pages::paths;

const TAGS: &str = "['wcag2a', 'wcag2aa', 'wcag21a', 'wcag21aa', 'wcag22aa', 'best-practice']";

pub fn axe() -> String {
    let root = Path::new(env!("CARGO_MANIFEST_DIR")).join("../..");
    let path = root.join("target/tools/node_modules/axe-core/axe.min.js");
    fs::read_to_string(&path).unwrap_or_else(|error| panic!("{}: {error}: run `cargo xtask test`", path.display()))
}

/// The violations on the page as it stands, a line each.
pub async fn violations(page: &Page, axe: &str, scheme: &str) -> WebDriverResult<Vec<String>> {
    page.js(&format!("document.documentElement.dataset.theme = '{scheme}'")).await?;
    page.js(&format!("if (!window.axe) {{ {axe} }}")).await?;
    let script = format!(
        "const done = arguments[arguments.length - 1];
         // A colour on its way from one scheme to the other is no colour of either.
         const settled = () => Promise.all(document.getAnimations().map((animation) => animation.finished));
         requestAnimationFrame(() => requestAnimationFrame(() => settled().then(
           () => axe.run(document, {{ runOnly: {TAGS} }})).then(
           ({{ violations }}) => done(violations.flatMap(({{ id, nodes }}) => nodes.map((node) => `${{id}}: ${{node.html.slice(0, 160)}}`))),
           (error) => done([String(error)]))));"
    );
    let found = page.driver.execute_async(script, Vec::new()).await?.json().clone();
    Ok(found.as_array().into_iter().flatten().map(|line| line.as_str().unwrap_or_default().to_owned()).collect())
}

#[test]
fn axe_finds_nothing_on_any_page_in_light_and_dark() {
    let axe = axe();
    scenario(async |page| {
        let mut found = Vec::new();
        for path in paths() {
            page.start(&path).await?;
            for scheme in ["light", "dark"] {
                let lines = violations(page, &axe, scheme).await?;
                found.extend(lines.into_iter().map(|line| format!("/{path} ({scheme}): {line}")));
            }
        }
        assert!(found.is_empty(), "{}", found.join("\n"));
        Ok(())
    });
}

#[test]
fn axe_finds_nothing_in_the_middle_and_at_the_end_of_a_study_round() {
    let axe = axe();
    scenario(async |page| {
        page.start("study/").await?;
        let mut found = Vec::new();
        page.press(&page.button("I do not know").await?).await?;
        page.says("Grade it").await?;
        found.extend(violations(page, &axe, "light").await?);
        page.press(&page.button("Good").await?).await?;
        page.says("Saved.").await?;
        found.extend(violations(page, &axe, "dark").await?);
        for path in ["", "progress/"] {
            page.start(path).await?;
            found.extend(violations(page, &axe, "light").await?);
        }
        assert!(found.is_empty(), "{}", found.join("\n"));
        Ok(())
    });
}

#[test]
fn axe_notices_a_picture_without_a_text() {
    let axe = axe();
    scenario(async |page| {
        page.start("about/").await?;
        page.js("document.querySelector('main').append(document.createElement('img'))").await?;
        let found = violations(page, &axe, "light").await?;
        assert!(found.iter().any(|line| line.starts_with("image-alt")), "{found:?}");
        Ok(())
    });
}
