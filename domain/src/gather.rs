//! Gathering and sorting, one way for every type. The standard ways sort with code that is compiled anew for each type
//! they meet, ten kilobytes a time; a tablet has to load that, and what is gathered here is small or arrives in order.

use std::cmp::Ordering;
use std::collections::{BTreeMap, BTreeSet};

/// A map of pairs; of two with the same key the later one stays.
pub fn map_of<K: Ord, V>(pairs: impl IntoIterator<Item = (K, V)>) -> BTreeMap<K, V> {
    let mut map = BTreeMap::new();
    for (key, value) in pairs {
        map.insert(key, value);
    }
    map
}

/// A set of what is given.
pub fn set_of<T: Ord>(things: impl IntoIterator<Item = T>) -> BTreeSet<T> {
    let mut set = BTreeSet::new();
    for thing in things {
        set.insert(thing);
    }
    set
}

/// Sorts by `compare`; those that compare equal stay in their order.
pub fn sort_by<T>(things: &mut Vec<T>, compare: impl Fn(&T, &T) -> Ordering) {
    let mut places: Vec<usize> = (0..things.len()).collect();
    sort_places(
        &mut places,
        &|one, other| match (things.get(one), things.get(other)) {
            (Some(one), Some(other)) => compare(one, other),
            _ => Ordering::Equal,
        },
    );
    let mut found: Vec<Option<T>> = std::mem::take(things).into_iter().map(Some).collect();
    *things = places
        .into_iter()
        .filter_map(|place| found.get_mut(place).and_then(Option::take))
        .collect();
}

/// Sorts by a key; those with equal keys stay in their order.
pub fn sort_by_key<T, K: Ord>(things: &mut Vec<T>, key: impl Fn(&T) -> K) {
    sort_by(things, |one, other| key(one).cmp(&key(other)));
}

fn sort_places(places: &mut [usize], compare: &dyn Fn(usize, usize) -> Ordering) {
    places.sort_by(|one, other| compare(*one, *other));
}

#[cfg(test)]
mod tests {
    use super::*;

    #[test]
    fn sorting_keeps_equal_ones_in_their_order() {
        let mut things = vec![(2, 'a'), (1, 'b'), (2, 'c'), (1, 'd'), (0, 'e')];
        sort_by_key(&mut things, |thing| thing.0);
        assert_eq!(things, [(0, 'e'), (1, 'b'), (1, 'd'), (2, 'a'), (2, 'c')]);
    }

    #[test]
    fn of_two_pairs_with_one_key_the_later_stays() {
        assert_eq!(map_of([(1, 'a'), (1, 'b')]), BTreeMap::from([(1, 'b')]));
    }
}
