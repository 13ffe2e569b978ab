//! What comes over the live wire: the next page of the log, or a sign that there is something to pull.

use domain::sync::message::PullReply;
use domain::sync::unasked::Place;

use super::Engine;
use super::message::SyncPhase;

impl Engine {
    /// One message. Whatever cannot be taken as it came is pulled: nothing is missed by a message that was.
    pub(super) async fn hear(&self, message: Vec<u8>) {
        if !self.taken(message).await {
            let _ = self.kicks.unbounded_send(());
        }
    }

    /// Whether there is nothing left to ask for.
    async fn taken(&self, message: Vec<u8>) -> bool {
        let Some(open) = self.opened() else {
            return false;
        };
        if self.status.borrow().fenced
            || self.session.borrow().is_none()
            || !open.first_sync_done.get()
        {
            return false;
        }
        let Ok(page) = PullReply::read(&message) else {
            return false;
        };
        let (place, stands) = {
            let replica = open.replica.borrow();
            (replica.place(&page), (replica.cursor, replica.hash))
        };
        let taken = match place {
            Place::Known => true,
            Place::Apart => false,
            Place::Next => {
                open.replica.borrow_mut().heard_head(page.head);
                self.take(&open, stands, page, message).await == Ok(true)
            }
        };
        let waits = {
            let status = self.status.borrow();
            // What a queue waits out its back-off for can go now.
            !matches!(status.phase, SyncPhase::Idle | SyncPhase::Syncing)
        };
        if taken && !waits {
            let now = self.now();
            self.set_status(|status| {
                if status.phase == SyncPhase::Idle {
                    status.synced_at = Some(now);
                }
            });
        }
        taken && !waits
    }
}
