//! Writing a signature, and showing one.

use leptos::{ev::PointerEvent, html, prelude::*};

/// The pad's width and its height in the units of a stroke's points.
pub const EXTENT: i32 = 10_000;
/// Nearer points than this add weight, not shape.
const NEAR: i32 = 25;

/// The strokes of a signature, as points in parts of the pad.
pub type Strokes = Vec<Vec<(i32, i32)>>;

/// The path through all strokes, rounded through the middles between points.
#[must_use]
pub fn signature_path(strokes: &[Vec<(i32, i32)>]) -> String {
    let mut path = String::new();
    for stroke in strokes {
        let Some(((x, y), rest)) = stroke.split_first() else {
            continue;
        };
        path.push_str(&format!("M{x} {y}"));
        let mut ends = rest.iter().zip(rest.iter().skip(1)).peekable();
        if ends.peek().is_none() {
            // A dot, or a stroke of two points: a line, if only to itself, is drawn with round ends.
            let (x, y) = rest.first().copied().unwrap_or((*x, *y));
            path.push_str(&format!("L{x} {y}"));
            continue;
        }
        for ((x, y), (next_x, next_y)) in ends {
            path.push_str(&format!(
                "Q{x} {y} {} {}",
                (x + next_x) / 2,
                (y + next_y) / 2
            ));
        }
        if let Some((x, y)) = rest.last() {
            path.push_str(&format!("L{x} {y}"));
        }
    }
    path
}

/// Where on the pad a length of the screen lies.
fn part(offset: i32, length: i32) -> i32 {
    if length <= 0 {
        return 0;
    }
    let part = i64::from(offset) * i64::from(EXTENT) / i64::from(length);
    i32::try_from(part.clamp(0, i64::from(EXTENT))).unwrap_or(EXTENT)
}

/// Takes a signature written with a finger or a pen.
#[component]
pub fn SignaturePad(
    strokes: RwSignal<Strokes>,
    #[prop(into)] label: Signal<String>,
    /// What the signature is for, at the foot of the pad.
    #[prop(optional, into)]
    note: MaybeProp<String>,
) -> impl IntoView {
    let pad = NodeRef::<html::Div>::new();
    // Only the finger that began a stroke goes on with it; a resting hand adds nothing.
    let writing = StoredValue::new(None::<i32>);
    let point = move |event: &PointerEvent| {
        pad.get_untracked().map(|pad| {
            let edge = pad.get_bounding_client_rect();
            let (left, top) = (edge.left().round() as i32, edge.top().round() as i32);
            (
                part(event.client_x() - left, pad.client_width()),
                part(event.client_y() - top, pad.client_height()),
            )
        })
    };
    let begin = move |event: PointerEvent| {
        if writing.get_value().is_some() || event.button() != 0 {
            return;
        }
        event.prevent_default();
        if let (Some(pad), Some(point)) = (pad.get_untracked(), point(&event)) {
            // Where capture is refused the stroke ends at the edge, as on paper.
            let _ = pad.set_pointer_capture(event.pointer_id());
            writing.set_value(Some(event.pointer_id()));
            strokes.update(|strokes| strokes.push(vec![point]));
        }
    };
    let go_on = move |event: PointerEvent| {
        if writing.get_value() != Some(event.pointer_id()) {
            return;
        }
        let Some((x, y)) = point(&event) else {
            return;
        };
        strokes.update(|strokes| {
            if let Some(stroke) = strokes.last_mut() {
                let far = stroke.last().is_none_or(|(last_x, last_y)| {
                    (x - last_x).abs().max((y - last_y).abs()) >= NEAR
                });
                if far {
                    stroke.push((x, y));
                }
            }
        });
    };
    let end = move |event: PointerEvent| {
        if writing.get_value() == Some(event.pointer_id()) {
            writing.set_value(None);
        }
    };
    view! {
        <div
            class="signature"
            node_ref=pad
            on:pointerdown=begin
            on:pointermove=go_on
            on:pointerup=end
            on:pointercancel=end
        >
            <svg viewBox="0 0 10000 10000" preserveAspectRatio="none" role="img" aria-label=move || label.get()>
                <path d=move || strokes.with(|strokes| signature_path(strokes))></path>
            </svg>
            {move || note.get().map(|note| view! { <p class="signature-note">{note}</p> })}
        </div>
    }
}

/// Shows a signature given earlier.
#[component]
pub fn Signature(
    #[prop(into)] strokes: Signal<Strokes>,
    #[prop(into)] label: Signal<String>,
) -> impl IntoView {
    view! {
        <div class="signature signature-shown">
            <svg viewBox="0 0 10000 10000" preserveAspectRatio="none" role="img" aria-label=move || label.get()>
                <path d=move || strokes.with(|strokes| signature_path(strokes))></path>
            </svg>
        </div>
    }
}

#[cfg(test)]
mod tests {
    use super::{part, signature_path};

    #[test]
    fn a_dot_is_a_line_to_itself_and_an_empty_stroke_is_nothing() {
        assert_eq!(signature_path(&[vec![(5, 6)], vec![]]), "M5 6L5 6");
    }

    #[test]
    fn a_stroke_ends_where_the_finger_left() {
        let path = signature_path(&[vec![(0, 0), (100, 0), (200, 100), (300, 100)]]);
        assert_eq!(path, "M0 0Q100 0 150 50Q200 100 250 100L300 100");
    }

    #[test]
    fn points_beyond_the_pad_lie_on_its_edge() {
        assert_eq!(part(-3, 600), 0);
        assert_eq!(part(300, 600), 5_000);
        assert_eq!(part(900, 600), 10_000);
        assert_eq!(part(10, 0), 0);
    }
}
