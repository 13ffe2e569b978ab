//! Facts of an office's price list (维修服务项目收费标准): whole versions, each from a day on.

use chrono::NaiveDate;
use serde::{Deserialize, Serialize};

use super::work_order::Trade;

#[derive(Clone, Debug, PartialEq, Eq, Serialize, Deserialize)]
#[serde(rename_all = "snake_case")]
pub enum PriceListFact {
    /// A whole version; the one before it stays in force until the day before.
    Imported {
        effective_on: NaiveDate,
        items: Vec<PriceItem>,
    },
}

/// One service with its price.
#[derive(Clone, Debug, PartialEq, Eq, Serialize, Deserialize)]
pub struct PriceItem {
    /// As the office numbers it; the key of a version.
    pub code: String,
    pub name: String,
    #[serde(default, skip_serializing_if = "Option::is_none")]
    pub trade: Option<Trade>,
    /// What the price is for: an hour, a metre, a piece.
    pub unit: String,
    pub unit_price_fen: u64,
}
