//! Drawing a photo anew makes it small and leaves behind where and with what it was taken.

use js_sys::{Promise, Uint8Array};
use wasm_bindgen::{JsCast, JsValue};
use wasm_bindgen_futures::JsFuture;
use web_sys::{Blob, CanvasRenderingContext2d, File, HtmlCanvasElement, ImageBitmap};

/// Enough to read a label on a wall, small enough for a slow line.
const LONG_EDGE: u32 = 1600;
const QUALITY: f64 = 0.8;
const MEDIA: &str = "image/jpeg";

/// A photo as it is kept.
#[derive(Clone, Debug, PartialEq, Eq)]
pub struct Photo {
    pub bytes: Vec<u8>,
    pub media: String,
}

/// The photo as a JPEG of at most 1600 points on its long edge, without its hidden notes; `None` when the file is
/// no picture, or the browser cannot draw it.
pub async fn shrink(file: &File) -> Option<Photo> {
    let reading = web_sys::window()?
        .create_image_bitmap_with_blob(file)
        .ok()?;
    let bitmap: ImageBitmap = JsFuture::from(reading).await.ok()?.dyn_into().ok()?;
    let (width, height) = fit(bitmap.width(), bitmap.height());
    let canvas = draw(&bitmap, width, height);
    // A bitmap holds all points of the photo; several at once would not fit a small tablet.
    bitmap.close();
    let canvas = canvas?;
    let encoding = Promise::new(&mut |resolve, reject| {
        let begun = canvas.to_blob_with_type_and_encoder_options(
            &resolve,
            MEDIA,
            &JsValue::from_f64(QUALITY),
        );
        if let Err(fault) = begun {
            let _ = reject.call1(&JsValue::NULL, &fault);
        }
    });
    let blob: Blob = JsFuture::from(encoding).await.ok()?.dyn_into().ok()?;
    // A browser that cannot write this kind writes another one without saying so.
    if blob.type_() != MEDIA {
        return None;
    }
    let buffer = JsFuture::from(blob.array_buffer()).await.ok()?;
    Some(Photo {
        bytes: Uint8Array::new(&buffer).to_vec(),
        media: MEDIA.to_owned(),
    })
}

fn draw(bitmap: &ImageBitmap, width: u32, height: u32) -> Option<HtmlCanvasElement> {
    let document = web_sys::window()?.document()?;
    let canvas: HtmlCanvasElement = document.create_element("canvas").ok()?.dyn_into().ok()?;
    canvas.set_width(width);
    canvas.set_height(height);
    let brush: CanvasRenderingContext2d = canvas.get_context("2d").ok()??.dyn_into().ok()?;
    brush
        .draw_image_with_image_bitmap_and_dw_and_dh(
            bitmap,
            0.0,
            0.0,
            f64::from(width),
            f64::from(height),
        )
        .ok()?;
    Some(canvas)
}

/// Width and height with the long edge at most [`LONG_EDGE`], in the same proportion.
fn fit(width: u32, height: u32) -> (u32, u32) {
    let long = width.max(height);
    if long <= LONG_EDGE {
        return (width.max(1), height.max(1));
    }
    let scaled = |edge: u32| {
        let edge = u64::from(edge) * u64::from(LONG_EDGE) / u64::from(long);
        u32::try_from(edge).unwrap_or(LONG_EDGE).max(1)
    };
    (scaled(width), scaled(height))
}

#[cfg(test)]
mod tests {
    use super::fit;

    #[test]
    fn the_long_edge_is_at_most_1600_points_and_the_proportion_stays() {
        let table = [
            ((4000, 3000), (1600, 1200)),
            ((3000, 4000), (1200, 1600)),
            ((1600, 900), (1600, 900)),
            ((320, 240), (320, 240)),
            ((9000, 1), (1600, 1)),
        ];
        for ((width, height), fitted) in table {
            assert_eq!(fit(width, height), fitted);
        }
    }
}
