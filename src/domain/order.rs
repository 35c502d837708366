//! Sorting in little code: the standard library's sorts are 4 to 7 KB of wasm for every type and order they are used with.

use std::cmp::Ordering;

/// The places `0..len` in order, equals left as they are; `after` says whether the first of two places belongs after the second.
fn places(len: usize, after: &dyn Fn(usize, usize) -> bool) -> Vec<usize> {
    let mut from: Vec<usize> = (0..len).collect();
    if (1..len).all(|place| !after(place - 1, place)) {
        return from;
    }
    let mut to = from.clone();
    let mut width = 1;
    while width < len {
        for start in (0..len).step_by(2 * width) {
            let (middle, end) = ((start + width).min(len), (start + 2 * width).min(len));
            let (mut left, mut right) = (start, middle);
            for slot in &mut to[start..end] {
                let from_right = left == middle || right < end && after(from[left], from[right]);
                let next = if from_right { &mut right } else { &mut left };
                *slot = from[*next];
                *next += 1;
            }
        }
        std::mem::swap(&mut from, &mut to);
        width *= 2;
    }
    from
}

/// Sorts by `compare`, equals left in the order they had.
pub fn sort_by<T>(items: &mut [T], compare: impl Fn(&T, &T) -> Ordering) {
    let mut places = places(items.len(), &|a, b| compare(&items[a], &items[b]).is_gt());
    for start in 0..items.len() {
        // What belongs here, then what belongs where that was, until the circle closes.
        let mut at = start;
        while places[at] != start {
            let next = std::mem::replace(&mut places[at], at);
            items.swap(at, next);
            at = next;
        }
        places[at] = at;
    }
}

/// Sorts, equals left in the order they had.
pub fn sort<T: Ord>(items: &mut [T]) {
    sort_by(items, T::cmp);
}

#[cfg(test)]
mod tests {
    use proptest::prelude::*;

    use super::*;

    proptest! {
        #[test]
        fn it_sorts_as_the_standard_library_does(keys in prop::collection::vec(0..20_u8, 0..70)) {
            let mut items: Vec<(u8, usize)> = keys.into_iter().enumerate().map(|(place, key)| (key, place)).collect();
            let mut expected = items.clone();
            expected.sort_by_key(|(key, _)| *key);
            sort_by(&mut items, |a, b| a.0.cmp(&b.0));
            prop_assert_eq!(&items, &expected);
            sort(&mut items);
            prop_assert_eq!(items, expected);
        }
    }
}
