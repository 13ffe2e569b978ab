//! 服务器回到了较早的状态: what happens then, and what a person may decide.

use super::Lang;
use super::area::area;
use super::common::many;
use crate::engine::message::{MissingTablet, SetBackTold, SyncPhase, SyncStatus};

area! {
    /// The card of settings, and what stands behind the status line.
    SetBack {
        title: "服务器回到了较早的状态", "The server was set back to an earlier state";
        lead: "服务器缺少最近的一部分记录。各平板正在把手里的记录原样交回，再补送本机写过的内容；交齐之前服务器只供查看，不接收新记录。照常工作即可：新写的都保存在本机，不会丢失。", "The server lacks some of the latest entries. The tablets hand back what they hold, as it is, and then send again what was written on them; until all have, the server can be read and takes nothing new. Just work on: what you write is saved on this tablet and will not be lost.";
        came_back: "已交回的记录", "Came back so far";
        since: "发现时间", "Noticed";
        missing: "还在等的平板", "Still waited for";
        end: "不再等待", "Do not wait any longer";
        end_lead: "若有平板已丢失或损坏，可不再等待：它们手里的记录若无别处保存，将暂缺；以后交回时仍会补上，但期间可能出现重复的纸面编号。", "Where a tablet is lost or broken, the waiting can be ended: what only it holds stays missing until it comes; it is still taken then, but paper numbers may be given twice in the meantime.";
        reason: "原因", "Reason";
        reason_hint: "例如：3 号平板已报废。", "For example: tablet 3 was scrapped.";
        reason_missing: "请写明原因。", "Say why.";
    }
}

impl Lang {
    /// What the status line says while a server that was set back is mended; nothing otherwise.
    #[must_use]
    pub fn set_back_line(self, status: &SyncStatus) -> Option<String> {
        let progress = status.set_back.filter(|_| {
            matches!(
                status.phase,
                SyncPhase::SetBack | SyncPhase::NoNetwork | SyncPhase::ServerTrouble
            )
        })?;
        let head = self.pick("服务器回到了较早的状态", "the server was set back");
        let tail = if progress.events > 0 {
            let events = progress.events;
            self.pick(
                format!("正在交回 {events} 条"),
                format!("handing back {}", many(count(events), "event", "events")),
            )
        } else if progress.again > 0 {
            let again = progress.again;
            self.pick(
                format!("正在补送 {again} 条"),
                format!("sending {} again", many(again, "entry", "entries")),
            )
        } else if progress.waiting > 0 {
            let waiting = progress.waiting;
            self.pick(
                format!("等其他平板交回，还差 {waiting} 台"),
                format!(
                    "waiting for {}",
                    many(
                        usize::try_from(waiting).unwrap_or(usize::MAX),
                        "other tablet",
                        "other tablets"
                    )
                ),
            )
        } else {
            self.pick("正在核对", "comparing").to_owned()
        };
        Some(self.pick(format!("{head}：{tail}"), format!("{head}: {tail}")))
    }

    /// 1 号、3 号.
    #[must_use]
    pub fn missing_tablets(self, missing: &[MissingTablet]) -> String {
        let names: Vec<String> = missing
            .iter()
            .map(|tablet| {
                let number = tablet.number;
                self.pick(format!("{number} 号平板"), format!("tablet {number}"))
            })
            .collect();
        self.list(&names)
    }

    /// Events that came back.
    #[must_use]
    pub fn came_back(self, told: &SetBackTold) -> String {
        let taken = told.taking.as_ref().map_or(0, |taking| taking.taken);
        self.pick(format!("{taken} 条"), many(count(taken), "event", "events"))
    }
}

fn count(events: u64) -> usize {
    usize::try_from(events).unwrap_or(usize::MAX)
}

#[cfg(test)]
mod tests {
    use super::*;
    use crate::engine::message::SetBackProgress;

    fn line(lang: Lang, events: u64, waiting: u32, again: usize) -> String {
        let status = SyncStatus {
            phase: SyncPhase::SetBack,
            set_back: Some(SetBackProgress {
                events,
                waiting,
                again,
            }),
            ..SyncStatus::default()
        };
        lang.set_back_line(&status).unwrap_or_default()
    }

    #[test]
    fn the_status_line_says_what_goes_back_what_is_sent_again_and_who_is_waited_for() {
        assert_eq!(
            line(Lang::Zh, 12, 0, 0),
            "服务器回到了较早的状态：正在交回 12 条"
        );
        assert_eq!(
            line(Lang::En, 1, 0, 0),
            "the server was set back: handing back 1 event"
        );
        assert_eq!(
            line(Lang::Zh, 0, 0, 3),
            "服务器回到了较早的状态：正在补送 3 条"
        );
        assert_eq!(
            line(Lang::Zh, 0, 2, 0),
            "服务器回到了较早的状态：等其他平板交回，还差 2 台"
        );
    }

    #[test]
    fn where_nothing_of_it_goes_on_the_line_says_nothing() {
        let status = SyncStatus {
            set_back: Some(SetBackProgress::default()),
            ..SyncStatus::default()
        };
        assert_eq!(Lang::Zh.set_back_line(&status), None);
    }
}
