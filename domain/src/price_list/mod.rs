//! The office's price list: what a paid repair costs, from which day on (C10).

mod import;

use std::collections::BTreeMap;

use chrono::NaiveDate;
use serde::{Deserialize, Serialize};

use crate::event::PriceListFact;
use crate::event::price_list::PriceItem;

pub use import::decide;

/// What may be done about the price list.
#[derive(Clone, Debug, PartialEq, Eq, Serialize, Deserialize)]
#[serde(rename_all = "snake_case")]
pub enum PriceListCommand {
    /// A whole version. Importing what stands already changes nothing.
    ImportPriceList {
        effective_on: NaiveDate,
        items: Vec<PriceItem>,
    },
}

/// The fold of the price list's stream.
#[derive(Clone, Debug, PartialEq, Eq)]
pub struct PriceList {
    /// In the order they were written.
    pub versions: Vec<PriceVersion>,
}

#[derive(Clone, Debug, PartialEq, Eq)]
pub struct PriceVersion {
    pub effective_on: NaiveDate,
    pub items: BTreeMap<String, PriceItem>,
}

impl PriceList {
    pub(crate) fn imported(fact: &PriceListFact) -> Self {
        let mut list = PriceList {
            versions: Vec::new(),
        };
        list.apply(fact);
        list
    }

    pub(crate) fn apply(&mut self, fact: &PriceListFact) {
        let PriceListFact::Imported {
            effective_on,
            items,
        } = fact;
        self.versions.push(PriceVersion {
            effective_on: *effective_on,
            items: by_code(items),
        });
    }

    /// The version in force on a day: the latest day that has come, and of several for that day the one written last.
    #[must_use]
    pub fn in_force_on(&self, on: NaiveDate) -> Option<&PriceVersion> {
        self.versions
            .iter()
            .filter(|version| version.effective_on <= on)
            .max_by_key(|version| version.effective_on)
    }
}

fn by_code(items: &[PriceItem]) -> BTreeMap<String, PriceItem> {
    items
        .iter()
        .map(|item| (item.code.clone(), item.clone()))
        .collect()
}
