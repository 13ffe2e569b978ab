//! How a rate went month by month, with its standard as a line.

use leptos::prelude::*;

/// A month and its rate in ten-thousandths; none where nothing was asked.
#[derive(Debug, Clone, PartialEq, Eq)]
pub struct TrendPoint {
    pub label: String,
    pub rate: Option<u32>,
}

const LEFT: u32 = 44;
const RIGHT: u32 = 408;
const TOP: u32 = 14;
const BOTTOM: u32 = 158;
const WHOLE: u32 = 10_000;

/// The rates at the grid's lines, highest first: as much of the scale as the points and the standard need.
fn grid(lowest: u32) -> Vec<u32> {
    let step = match WHOLE.saturating_sub(lowest.min(WHOLE)) {
        0..=1_500 => 500,
        1_501..=3_000 => 1_000,
        3_001..=6_000 => 2_000,
        _ => 2_500,
    };
    let mut lines = vec![WHOLE];
    let mut line = WHOLE;
    while line > lowest && line >= step {
        line -= step;
        lines.push(line);
    }
    if lines.len() == 1 {
        lines.push(WHOLE - step);
    }
    lines
}

fn height(rate: u32, floor: u32) -> u32 {
    let span = WHOLE.saturating_sub(floor).max(1);
    BOTTOM - rate.clamp(floor, WHOLE).saturating_sub(floor) * (BOTTOM - TOP) / span
}

fn place(of: usize, number: usize) -> u32 {
    let (of, number) = (
        u32::try_from(of).unwrap_or(0),
        u32::try_from(number).unwrap_or(1),
    );
    LEFT + 18 + of * (RIGHT - LEFT - 32) / number.saturating_sub(1).max(1)
}

/// The line of a rate. `label` says in words what it shows.
#[component]
pub fn Trend(
    #[prop(into)] points: Signal<Vec<TrendPoint>>,
    #[prop(into)] standard: Signal<u32>,
    #[prop(into)] label: Signal<String>,
) -> impl IntoView {
    let drawing = move || {
        let (points, standard) = (points.get(), standard.get());
        let lowest = points
            .iter()
            .filter_map(|point| point.rate)
            .min()
            .unwrap_or(standard)
            .min(standard);
        let lines = grid(lowest);
        let floor = lines.last().copied().unwrap_or(0);
        let number = points.len();
        let mut path = String::new();
        for (of, point) in points.iter().enumerate() {
            if let Some(rate) = point.rate {
                let begin = if path.is_empty() { 'M' } else { 'L' };
                path.push_str(&format!(
                    "{begin}{} {}",
                    place(of, number),
                    height(rate, floor)
                ));
            }
        }
        let grid = lines.into_iter().map(|line| {
            let y = height(line, floor);
            view! {
                <line class="trend-grid" x1=LEFT.to_string() x2=RIGHT.to_string() y1=y.to_string() y2=y.to_string()></line>
                <text x=(LEFT - 6).to_string() y=(y + 4).to_string() text-anchor="end">{line / 100}"%"</text>
            }
        });
        let standard_y = height(standard, floor).to_string();
        let marks = points.into_iter().enumerate().map(|(of, point)| {
            let x = place(of, number).to_string();
            let mark = point.rate.map(|rate| {
                let class = if rate < standard { "trend-point trend-point-below" } else { "trend-point" };
                let radius = if of + 1 == number { "5" } else { "4" };
                view! { <circle class=class cx=x.clone() cy=height(rate, floor).to_string() r=radius></circle> }
            });
            view! {
                {mark}
                <text x=x y=(BOTTOM + 20).to_string() text-anchor="middle">{point.label}</text>
            }
        });
        view! {
            {grid.collect_view()}
            <line class="trend-standard" x1=LEFT.to_string() x2=RIGHT.to_string() y1=standard_y.clone() y2=standard_y></line>
            <path class="trend-line" d=path></path>
            {marks.collect_view()}
        }
    };
    view! {
        <svg class="trend" viewBox="0 0 416 184" role="img" aria-label=move || label.get()>{drawing}</svg>
    }
}

#[cfg(test)]
mod tests {
    use super::{BOTTOM, TOP, grid, height};

    #[test]
    fn the_scale_reaches_below_the_lowest_point() {
        assert_eq!(grid(9_090), [10_000, 9_500, 9_000]);
        assert_eq!(grid(8_600), [10_000, 9_500, 9_000, 8_500]);
        assert_eq!(grid(0), [10_000, 7_500, 5_000, 2_500, 0]);
        assert_eq!(grid(10_000), [10_000, 9_500]);
    }

    #[test]
    fn the_whole_is_at_the_top_and_the_floor_at_the_bottom() {
        assert_eq!(height(10_000, 8_500), TOP);
        assert_eq!(height(8_500, 8_500), BOTTOM);
        assert_eq!(height(100, 8_500), BOTTOM);
    }
}
