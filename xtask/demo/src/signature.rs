//! A signature as the tablet keeps it: strokes of points on a pad.

use fastrand::Rng;

/// The pad's width and height in the units of a point.
const EXTENT: i32 = 10_000;

/// Some strokes from left to right, as a hurried hand writes two or three characters.
pub fn strokes(random: &mut Rng) -> Vec<Vec<(i32, i32)>> {
    let mut strokes = Vec::new();
    let mut left = random.i32(1_200..2_200);
    for _ in 0..random.u8(4..8) {
        let (mut x, mut y) = (left, random.i32(3_000..5_500));
        let (mut across, mut down) = (random.i32(60..260), random.i32(-220..260));
        let mut stroke = vec![(x, y)];
        for _ in 0..random.u8(8..18) {
            across = (across + random.i32(-90..100)).clamp(-220, 320);
            down = (down + random.i32(-170..170)).clamp(-380, 380);
            x = (x + across).clamp(0, EXTENT);
            y = (y + down).clamp(1_500, 8_500);
            stroke.push((x, y));
        }
        strokes.push(stroke);
        left = (left + random.i32(600..1_400)).min(8_000);
    }
    strokes
}
