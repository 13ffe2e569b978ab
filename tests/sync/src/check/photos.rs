//! A photo of a saved record is on its tablet or with the server, whole.

use domain::id::Digest;

use crate::tablet::{Tablet, Told};
use crate::violation::{Held, Violation};
use crate::world::World;

/// What was taken is somewhere, whatever was cleared.
pub fn are_somewhere(world: &World, tablet: &Tablet) -> Held {
    for told in &tablet.told {
        for name in &told.photos {
            let here = tablet.disk.photos.contains_key(name);
            if !here && !world.server.bucket.contains_key(name) {
                return Err(Violation::lost(format!(
                    "a photo of {} is neither on tablet {} nor with the server",
                    told.id, tablet.number
                )));
            }
        }
    }
    Ok(())
}

/// When quiet: the server has it, and everything it has is what its name says.
pub fn arrived(world: &World, told: &Told) -> Held {
    for name in &told.photos {
        let whole = |bytes: &String| Digest::of(&[bytes.as_bytes()]) == *name;
        if !world.server.bucket.get(name).is_some_and(whole) {
            return Err(Violation::lost(format!(
                "a photo of {} is not with the server, or not as it was taken",
                told.id
            )));
        }
    }
    Ok(())
}
