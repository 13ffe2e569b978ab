//! A price list from a spreadsheet: which services each line names, and which lines name none.

use std::collections::{BTreeMap, BTreeSet};

use domain::event::price_list::PriceItem;

use crate::pages::parts::amount;
use crate::text::work_order::PriceColumn;

/// Above the headings there may be a title, the date, who wrote it.
const HEADINGS_WITHIN: usize = 10;

/// A file and the version it would become.
#[derive(Clone, Debug, Default, PartialEq, Eq)]
pub struct PricePlan {
    pub items: Vec<PriceItem>,
    /// The row's number as a spreadsheet program shows it, and what is wrong with it.
    pub refused: Vec<(usize, PriceFault)>,
}

#[derive(Clone, Copy, Debug, PartialEq, Eq)]
pub enum PriceFault {
    /// Code, service or unit.
    Blank,
    NoPrice,
    /// The code stood on an earlier line.
    Twice,
}

/// What the lines of a file say; none where its columns are not found.
#[must_use]
pub fn plan(rows: &[Vec<String>]) -> Option<PricePlan> {
    let (heading, columns) = rows
        .iter()
        .take(HEADINGS_WITHIN)
        .enumerate()
        .find_map(|(place, row)| Some((place, columns(row)?)))?;
    let mut plan = PricePlan::default();
    let mut seen = BTreeSet::new();
    for (place, row) in rows.iter().enumerate().skip(heading + 1) {
        if row.iter().all(|cell| cell.trim().is_empty()) {
            continue;
        }
        match line(row, &columns) {
            Err(fault) => plan.refused.push((place + 1, fault)),
            Ok(item) if seen.insert(item.code.clone()) => plan.items.push(item),
            Ok(_) => plan.refused.push((place + 1, PriceFault::Twice)),
        }
    }
    Some(plan)
}

type Columns = BTreeMap<PriceColumn, usize>;

/// All four, or this is not the row of headings.
fn columns(row: &[String]) -> Option<Columns> {
    let mut found = Columns::new();
    for (place, heading) in row.iter().enumerate() {
        if let Some(column) = PriceColumn::of_heading(heading) {
            found.entry(column).or_insert(place);
        }
    }
    (found.len() == PriceColumn::ALL.len()).then_some(found)
}

fn line(row: &[String], columns: &Columns) -> Result<PriceItem, PriceFault> {
    let cell = |column: PriceColumn| {
        columns
            .get(&column)
            .and_then(|place| row.get(*place))
            .map_or("", |cell| cell.trim())
    };
    let (code, name, unit) = (
        cell(PriceColumn::Code),
        cell(PriceColumn::Name),
        cell(PriceColumn::Unit),
    );
    if code.is_empty() || name.is_empty() || unit.is_empty() {
        return Err(PriceFault::Blank);
    }
    let unit_price_fen = amount::fen(cell(PriceColumn::Price)).ok_or(PriceFault::NoPrice)?;
    Ok(PriceItem {
        code: code.to_owned(),
        name: name.to_owned(),
        trade: None,
        unit: unit.to_owned(),
        unit_price_fen,
    })
}

#[cfg(test)]
mod tests {
    use super::*;

    fn rows(text: &[&str]) -> Vec<Vec<String>> {
        text.iter()
            .map(|row| row.split(',').map(str::to_owned).collect())
            .collect()
    }

    #[test]
    fn a_price_list_is_read_below_its_title_and_each_fault_has_its_line() {
        let plan = plan(&rows(&[
            "维修服务项目收费标准",
            "编号,项目,单位,单价（元）",
            "E1,更换灯管,支,15",
            "P1,疏通下水,次,80.50",
            "",
            "E1,更换开关,个,12",
            "P2,,次,10",
            "P3,换水龙头,个,面议",
        ]));
        let plan = plan.unwrap_or_default();
        let said: Vec<(&str, u64)> = plan
            .items
            .iter()
            .map(|item| (item.code.as_str(), item.unit_price_fen))
            .collect();
        assert_eq!(said, [("E1", 1_500), ("P1", 8_050)]);
        let faults = [
            (6, PriceFault::Twice),
            (7, PriceFault::Blank),
            (8, PriceFault::NoPrice),
        ];
        assert_eq!(plan.refused, faults);
    }

    #[test]
    fn a_file_without_the_four_columns_is_no_price_list() {
        assert_eq!(plan(&rows(&["铺位,商户名称", "A1,花店"])), None);
        assert_eq!(plan(&[]), None);
    }
}
