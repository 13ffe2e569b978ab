//! The status line that never lies, and what it says when tapped.

use chrono::NaiveDate;

use super::Lang;
use super::area::area;
use super::common::many;
use crate::engine::message::{SyncPhase, SyncStatus};

area! {
    /// The dialog behind the status line.
    Status {
        title: "同步情况", "Sync";
        all_synced: "本机与服务器一致。", "This tablet and the server agree.";
        saved_here: "以下都已保存在本机，不会丢失；有网络时自动发送。", "All of this is saved on this tablet and will not be lost; it is sent by itself once there is a network.";
        no_network: "没有网络。照常工作即可。", "No network. Just work on.";
        server_trouble: "服务器暂时没有正常应答，稍后会自动再试。", "The server does not answer properly just now; it is tried again by itself.";
        signed_out: "登录已过期：可以继续工作，重新登录后再发送。", "Your session has ended: work on; sending waits until you sign in.";
        syncing: "正在同步", "Syncing";
        never: "尚未同步过。", "Never synced.";
        sync_now: "立即同步", "Sync now";
        sign_in: "重新登录", "Sign in again";
        to_attention: "去处理", "Settle them";
        others_hidden: "其他人未同步的记录只显示数目。", "Other people’s unsent entries are shown as a number only.";
        unsent: "未同步的记录", "Unsent entries";
        held_up: "暂不能发送的", "Of those, not to be sent now";
        held_up_why: "服务器暂不接收某人在本机写的记录：请其在本机重新登录。其他人的记录照常发送；都已保存，可以导出。", "The server takes nothing now of what somebody wrote on this tablet: let them sign in here again. Everybody else’s entries are sent as usual; all of it is saved and can be exported.";
        broken: "收到的数据与校验值不符，没有采用，会自动重新索取。若反复出现，请换一个网络并告知管理员。", "What came did not match its checksum; it was not taken and is asked for again by itself. If this goes on, use another network and tell the administrator.";
        no_room: "本机存储空间已满：请删除其他资料，空出地方后会自动再试。", "This tablet’s storage is full: make room, and it is tried again by itself.";
        of_others: "其中其他人的", "Of those, other people’s";
        photos: "待上传的照片", "Photos waiting";
        synced_at: "最近同步", "Last sync";
        attention: "需处理", "To settle";
        first_title: "首次同步", "First sync";
        first_lead: "正在取回管理处的记录，列表已可以使用。", "Fetching the office’s records; the lists can be used already.";
    }
}

/// What colour and mark the status line takes; the words say the same.
#[derive(Clone, Copy, Debug, PartialEq, Eq)]
pub enum Tone {
    /// Somebody must decide something.
    Attention,
    /// Saved here, not there yet.
    Unsent,
    Working,
    Synced,
}

/// The status line: its words and its tone.
#[derive(Clone, Debug, PartialEq, Eq)]
pub struct Pill {
    pub words: String,
    pub tone: Tone,
}

impl Lang {
    /// The status line. `attention` is the number of entries of mine that wait to be settled.
    #[must_use]
    pub fn pill(
        self,
        status: &SyncStatus,
        attention: usize,
        utc_offset_minutes: i32,
        today: NaiveDate,
    ) -> Pill {
        let waiting = self.what_waits(status);
        let set_back = self.set_back_line(status);
        let settle = (attention > 0).then(|| self.to_settle(attention));
        let trouble = self.trouble(status);
        let working = match (status.first, status.phase) {
            (Some((done, all)), _) => Some(self.first_sync(done, all)),
            (None, SyncPhase::Syncing) => Some(self.pick("正在同步", "Syncing").to_owned()),
            (
                None,
                SyncPhase::Idle
                | SyncPhase::NoNetwork
                | SyncPhase::ServerTrouble
                | SyncPhase::Broken
                | SyncPhase::NoRoom
                | SyncPhase::SetBack,
            ) => None,
        };
        let tone = if settle.is_some() {
            Tone::Attention
        } else if waiting.is_some() || trouble.is_some() || set_back.is_some() {
            Tone::Unsent
        } else if working.is_some() || status.synced_at.is_none() {
            Tone::Working
        } else {
            Tone::Synced
        };
        let quiet =
            waiting.is_none() && working.is_none() && settle.is_none() && set_back.is_none();
        let agreed = quiet.then(|| match status.synced_at {
            Some(at) => {
                let at = self.time_or_moment(at, utc_offset_minutes, today);
                self.pick(format!("已同步 {at}"), format!("Synced {at}"))
            }
            None => self.pick("尚未同步", "Not synced yet").to_owned(),
        });
        let trouble = trouble.map(str::to_owned);
        let words: Vec<String> = [settle, waiting, agreed, trouble, set_back, working]
            .into_iter()
            .flatten()
            .collect();
        Pill {
            words: words.join(" · "),
            tone,
        }
    }

    fn what_waits(self, status: &SyncStatus) -> Option<String> {
        if status.unsent > 0 {
            Some(self.unsent(status.unsent))
        } else if status.photos_waiting > 0 {
            Some(self.photos_under_way(status))
        } else {
            None
        }
    }

    fn trouble(self, status: &SyncStatus) -> Option<&'static str> {
        if status.signed_out_by_server {
            return Some(self.pick("请重新登录", "sign in again"));
        }
        match status.phase {
            SyncPhase::NoNetwork => Some(self.pick("无网络", "no network")),
            SyncPhase::ServerTrouble => {
                Some(self.pick("服务器无应答", "no answer from the server"))
            }
            SyncPhase::Broken => Some(self.pick(
                "收到的数据与校验值不符，正在重新索取",
                "what came did not match its checksum and is asked for again",
            )),
            SyncPhase::NoRoom => Some(self.pick("本机存储空间已满", "no room on this tablet")),
            SyncPhase::Idle | SyncPhase::Syncing if status.held_up > 0 => {
                Some(self.pick("部分记录暂不能发送", "some entries cannot be sent now"))
            }
            SyncPhase::Idle | SyncPhase::Syncing | SyncPhase::SetBack => None,
        }
    }

    /// 未同步 3 条.
    #[must_use]
    pub fn unsent(self, count: usize) -> String {
        self.pick(format!("未同步 {count} 条"), format!("{count} unsent"))
    }

    /// 待传照片 2 张.
    #[must_use]
    pub fn photos_waiting(self, count: usize) -> String {
        self.pick(
            format!("待传照片 {count} 张"),
            format!("{} waiting", many(count, "photo", "photos")),
        )
    }

    /// Photos by count and bytes: those that wait, and how far this round is.
    #[must_use]
    pub fn photos_under_way(self, status: &SyncStatus) -> String {
        self.photos_told(status, self.photos_waiting(status.photos_waiting))
    }

    /// The same beside a label that says already that they wait.
    #[must_use]
    pub fn photos_left(self, status: &SyncStatus) -> String {
        let count = status.photos_waiting;
        self.photos_told(status, self.pick(format!("{count} 张"), count.to_string()))
    }

    fn photos_told(self, status: &SyncStatus, waiting: String) -> String {
        let progress = status.photos;
        let count = status.photos_waiting;
        let stuck = if progress.stuck > 0 {
            let stuck = progress.stuck;
            self.pick(
                format!("，其中 {stuck} 张无法上传"),
                format!(", {stuck} of them cannot be sent"),
            )
        } else {
            String::new()
        };
        if progress.sent > 0 && count > 0 {
            let all = progress.sent.saturating_add(count);
            let sent = self.bytes(progress.sent_bytes);
            let of = self.bytes(progress.sent_bytes.saturating_add(progress.waiting_bytes));
            let done = progress.sent;
            return self.pick(
                format!("照片 {done} / {all}（{sent} / {of}）{stuck}"),
                format!("Photos {done} of {all} ({sent} of {of}){stuck}"),
            );
        }
        if progress.waiting_bytes > 0 {
            let bytes = self.bytes(progress.waiting_bytes);
            self.pick(
                format!("{waiting}（{bytes}）{stuck}"),
                format!("{waiting} ({bytes}){stuck}"),
            )
        } else {
            format!("{waiting}{stuck}")
        }
    }

    /// First sync by parts.
    #[must_use]
    pub fn first_sync(self, done: u64, all: u64) -> String {
        self.pick(
            format!("首次同步 {done} / {all}"),
            format!("First sync {done} of {all}"),
        )
    }
}

#[cfg(test)]
mod tests {
    use super::*;
    use domain::id::Instant;

    fn pill(lang: Lang, status: &SyncStatus, attention: usize) -> (String, Tone) {
        let today: NaiveDate = "2026-11-23".parse().unwrap_or_default();
        let pill = lang.pill(status, attention, 480, today);
        (pill.words, pill.tone)
    }

    fn synced() -> SyncStatus {
        SyncStatus {
            // 2026-11-23 10:42 in China.
            synced_at: Some(Instant(1_795_401_720_000)),
            ..SyncStatus::default()
        }
    }

    #[test]
    fn the_status_line_says_what_waits_and_why() {
        let offline = SyncStatus {
            unsent: 3,
            phase: SyncPhase::NoNetwork,
            ..synced()
        };
        assert_eq!(
            pill(Lang::Zh, &offline, 0),
            ("未同步 3 条 · 无网络".to_owned(), Tone::Unsent)
        );
        assert_eq!(
            pill(Lang::En, &offline, 0),
            ("3 unsent · no network".to_owned(), Tone::Unsent)
        );
        assert_eq!(
            pill(Lang::Zh, &synced(), 0),
            ("已同步 10:42".to_owned(), Tone::Synced)
        );
        assert_eq!(
            pill(Lang::Zh, &synced(), 1),
            ("需处理 1 条".to_owned(), Tone::Attention)
        );
        let syncing = SyncStatus {
            phase: SyncPhase::Syncing,
            ..synced()
        };
        assert_eq!(
            pill(Lang::Zh, &syncing, 0),
            ("正在同步".to_owned(), Tone::Working)
        );
        let first = SyncStatus {
            first: Some((3, 12)),
            phase: SyncPhase::Syncing,
            ..SyncStatus::default()
        };
        assert_eq!(
            pill(Lang::Zh, &first, 0),
            ("首次同步 3 / 12".to_owned(), Tone::Working)
        );
    }

    #[test]
    fn nothing_unsent_is_ever_called_synced() {
        for phase in [
            SyncPhase::Idle,
            SyncPhase::Syncing,
            SyncPhase::NoNetwork,
            SyncPhase::ServerTrouble,
            SyncPhase::Broken,
            SyncPhase::NoRoom,
            SyncPhase::SetBack,
        ] {
            for (unsent, photos_waiting) in [(1, 0), (0, 1), (2, 2)] {
                let status = SyncStatus {
                    unsent,
                    photos_waiting,
                    phase,
                    ..synced()
                };
                for attention in [0, 1] {
                    let (words, tone) = pill(Lang::Zh, &status, attention);
                    assert!(!words.contains("已同步"), "{words}");
                    assert_ne!(tone, Tone::Synced);
                }
            }
        }
    }

    #[test]
    fn photos_are_told_by_count_and_bytes() {
        use crate::engine::message::PhotoProgress;
        let mut status = SyncStatus {
            photos_waiting: 3,
            photos: PhotoProgress {
                waiting_bytes: 900_000,
                ..PhotoProgress::default()
            },
            ..synced()
        };
        assert_eq!(Lang::Zh.photos_left(&status), "3 张（900 KB）");
        assert_eq!(pill(Lang::Zh, &status, 0).0, "待传照片 3 张（900 KB）");
        status.photos.sent = 2;
        status.photos.sent_bytes = 600_000;
        assert_eq!(
            pill(Lang::En, &status, 0).0,
            "Photos 2 of 5 (600 KB of 1.5 MB)"
        );
        status.photos.stuck = 1;
        assert!(pill(Lang::Zh, &status, 0).0.ends_with("其中 1 张无法上传"));
    }

    #[test]
    fn whoever_is_held_up_is_told_so_although_the_others_go_on() {
        let status = SyncStatus {
            unsent: 2,
            held_up: 2,
            ..synced()
        };
        assert_eq!(
            pill(Lang::Zh, &status, 0),
            ("未同步 2 条 · 部分记录暂不能发送".to_owned(), Tone::Unsent)
        );
    }

    #[test]
    fn an_agreement_of_another_day_carries_its_day() {
        let yesterday = SyncStatus {
            synced_at: Some(Instant(1_795_401_720_000 - 86_400_000)),
            phase: SyncPhase::NoNetwork,
            ..SyncStatus::default()
        };
        assert_eq!(
            pill(Lang::Zh, &yesterday, 0),
            ("已同步 11月22日 10:42 · 无网络".to_owned(), Tone::Unsent)
        );
    }
}
