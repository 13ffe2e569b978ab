//! Room kept for text: photos are refused before the last of it is gone, records and signatures never.

/// Text of months: a record takes some 2 KB, a signature some 10 KB.
const RESERVE_BYTES: u64 = 20_000_000;
/// Of a small quota this part: a reserve must not be the whole of it.
const RESERVE_PART: u64 = 4;

/// What a signature is kept as. It belongs to its record and counts as text.
const STROKES: &str = "application/json";

/// Whether something of that size may be kept, by what the browser says is used of how much.
pub(super) fn takes(used: u64, quota: u64, bytes: usize, media: &str) -> bool {
    // A browser that does not say how much there is gets the chance to refuse by itself.
    if media == STROKES || quota == 0 {
        return true;
    }
    let reserve = RESERVE_BYTES.min(quota / RESERVE_PART);
    let wanted = u64::try_from(bytes).unwrap_or(u64::MAX);
    used.saturating_add(wanted).saturating_add(reserve) <= quota
}

#[cfg(test)]
mod tests {
    use super::*;

    const PHOTO: &str = "image/webp";
    const MEGA: u64 = 1_000_000;

    #[test]
    fn photos_leave_a_reserve_to_the_text() {
        assert!(takes(0, 500 * MEGA, 300_000, PHOTO));
        assert!(takes(479 * MEGA, 500 * MEGA, 1_000_000, PHOTO));
        assert!(!takes(480 * MEGA, 500 * MEGA, 1, PHOTO));
        assert!(!takes(u64::MAX, 500 * MEGA, usize::MAX, PHOTO));
    }

    #[test]
    fn a_signature_is_kept_as_long_as_its_record_is() {
        assert!(takes(500 * MEGA, 500 * MEGA, 10_000, STROKES));
    }

    #[test]
    fn of_a_small_quota_the_reserve_is_a_part() {
        assert!(takes(0, 4 * MEGA, 300_000, PHOTO));
        assert!(!takes(3 * MEGA, 4 * MEGA, 300_000, PHOTO));
    }

    #[test]
    fn a_browser_that_names_no_quota_decides_by_itself() {
        assert!(takes(900 * MEGA, 0, 300_000, PHOTO));
    }
}
