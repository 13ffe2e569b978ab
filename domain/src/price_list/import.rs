//! Importing a version of the price list.

use super::{PriceListCommand, by_code};
use crate::act::Act;
use crate::clause::Clause;
use crate::decide::Ruling;
use crate::event::{Fact, NewFact, PriceListFact};
use crate::id::PriceListId;
use crate::reads::Scene;
use crate::rejection::{Field, Rejection, RejectionCode};

/// # Errors
/// The first thing that stands against it.
pub fn decide(command: &PriceListCommand, scene: &Scene<'_>) -> Ruling {
    let PriceListCommand::ImportPriceList {
        effective_on,
        items,
    } = command;
    scene.authorise(Act::ImportPriceList, None)?;
    if items.is_empty() {
        return Err(Rejection::missing(Field::Items, Clause::C10));
    }
    let blank = |text: &str| text.trim().is_empty();
    if items
        .iter()
        .any(|item| blank(&item.code) || blank(&item.name) || blank(&item.unit))
    {
        return Err(Rejection::missing(Field::Name, Clause::C10));
    }
    if by_code(items).len() != items.len() {
        // Two prices under one code: nobody could say which is meant.
        return Err(Rejection::invalid(Field::Items, Clause::C10));
    }
    let known = scene.price_list();
    let same = known
        .and_then(|list| list.in_force_on(*effective_on))
        .is_some_and(|version| version.items == by_code(items));
    if same {
        return Ok(Vec::new());
    }
    // The first list may have been in force for years; a later one changes no price in hindsight.
    if known.is_some() && *effective_on < scene.entered_on() {
        return Err(Rejection::new(RejectionCode::StartsTooEarly, Clause::C10));
    }
    Ok(vec![NewFact {
        stream: PriceListId::of(scene.reads.office).stream(),
        fact: Fact::PriceList(PriceListFact::Imported {
            effective_on: *effective_on,
            items: items.clone(),
        }),
    }])
}
