//! Our scheduler beside ts-fsrs, in one page. Sizes: reviews of each card, then numbers of cards.

use browser::Page;
use thirtyfour::prelude::WebDriverResult;

use crate::{Order, evaluate, print};

pub async fn measure(page: &Page, order: &Order) -> WebDriverResult<()> {
    let Order { rounds, samples, sizes, .. } = order;
    let [reviews, cards @ ..] = &sizes[..] else { return Ok(()) };
    for cards in cards {
        // A page of its own for each size: what one size leaves in memory does not slow the next.
        page.goto("").await?;
        page.until("the module", "return window.bench !== undefined").await?;
        let measured = evaluate(page, &format!("bench.study({cards}, {reviews}, {rounds}, {samples})")).await?;
        print(&measured, &cards.to_string());
    }
    Ok(())
}
