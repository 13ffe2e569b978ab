//! Every limit of the server, with its reason.

use domain::sync::hold::HOLD_BYTES;
use domain::sync::message::BATCH_BYTES;

/// One command: the longest form, filled to the brim in Chinese with 20 photo names, takes some 30 KB.
pub const COMMAND_BYTES: usize = 64 * 1024;
/// A push's body: the commands, and the few bytes around them.
pub const PUSH_BYTES: usize = BATCH_BYTES + 4 * 1024;
/// A command that is held, as a text within JSON: each byte of it may take two there.
pub const HOLD_REQUEST_BYTES: usize = 2 * HOLD_BYTES + 4 * 1024;
/// Any other JSON body: names, passwords, departments.
pub const FORM_BYTES: usize = 16 * 1024;
/// A photo: the tablet shrinks to some 300 KB; a scan of a whole page of paper stays below this.
pub const PHOTO_BYTES: usize = 2 * 1024 * 1024;

/// Events of one pull: what a phone on a bad line loads within its 20 seconds.
pub const PULL_EVENTS: u32 = 1_000;
/// Bytes of event bodies in one pull, for the same reason.
pub const PULL_BYTES: u32 = 1_000_000;
/// Events the live wire brings at once: what a save or two append. More is pulled, for an answer is compressed.
pub const LIVE_EVENTS: u64 = 20;
/// Streams in one part of a first sync: 500 cases of 6 events are about 1.5 MB.
pub const PART_STREAMS: u64 = 500;

/// Parts of a first sync made ready in one go: about a second of the object's time, before the others have their turn.
pub const PACK_PARTS: usize = 2;
pub const PACK_PAUSE_MILLIS: i64 = 200;
/// A tablet that comes pulls so many events at most after the parts that lie ready: five pages, some days of an office.
pub const PACK_BEHIND: u64 = 5_000;
/// A log shorter than that is sent as quickly as it is made.
pub const PACK_FROM: u64 = 5_000;

/// Heads in one answer about what is older: what somebody reads through; beyond it they name a month.
pub const OLDER_HEADS: u64 = 200;

/// How far a demo's clock may run ahead: ten years, so that its days stay days of a calendar.
pub const DEMO_AHEAD_MILLIS: i64 = 3_653 * 24 * 3_600_000;

/// Names of companies, offices, departments, people.
pub const NAME_CHARS: usize = 100;
/// Departments given at set-up.
pub const DEPARTMENTS: usize = 50;
/// What a browser calls itself, kept to tell tablets apart.
pub const LABEL_CHARS: usize = 160;

/// A passphrase shorter than this falls to guessing from a stolen table.
pub const PASSWORD_CHARS: usize = 10;
/// Longer ones only cost hashing time.
pub const PASSWORD_BYTES: usize = 256;

/// Argon2id: 19 MiB, two passes, one lane (OWASP's first choice; 54–77 ms in workerd).
pub const ARGON2_MEMORY_KIB: u32 = 19 * 1024;
pub const ARGON2_PASSES: u32 = 2;
pub const ARGON2_LANES: u32 = 1;

/// A month without a sign-in: as long as a tablet may be in a drawer. Work done offline is not lost by it.
pub const SESSION_MILLIS: i64 = 30 * 24 * 3_600_000;
/// A session's life is written anew at most this often, to spare a write per request.
pub const SESSION_TOUCH_MILLIS: i64 = 3_600_000;
/// No server is set back by more: the runtime keeps 30 days, tablets their journals for 35.
pub const SET_BACK_MILLIS: i64 = 35 * 24 * 3_600_000;
/// Events handed back, or commands sent again, in one request: each is limited by the protocol, and this leaves room for
/// what stands around them.
pub const HAND_BACK_REQUEST_BYTES: usize = 2 * 1024 * 1024;
/// Why somebody does not wait for the rest of the tablets.
pub const REASON_CHARS: usize = 500;
/// A one-time code is handed over within three working days.
pub const CODE_MILLIS: i64 = 72 * 3_600_000;

/// Failures at one account before it has to wait: enough for a forgotten capital letter.
pub const ACCOUNT_FAILURES: i64 = 5;
/// Failures from one address: a whole office shares one.
pub const ADDRESS_FAILURES: i64 = 30;
/// The first wait; each further failure doubles it.
pub const FIRST_WAIT_MILLIS: i64 = 30_000;
/// The longest wait: a stranger must not lock somebody out for a day.
pub const LONGEST_WAIT_MILLIS: i64 = 15 * 60_000;
/// After an hour of peace the count starts anew.
pub const FORGET_FAILURES_MILLIS: i64 = 3_600_000;

/// A page of the log on its way back: its events, and as much again for what was answered.
pub const RESTORE_BYTES: usize = 8 * 1024 * 1024;
/// Pages written to the backup in one go, before whoever waits for the office has their turn.
pub const BACKUP_PAGES: usize = 50;
pub const BACKUP_PAUSE_MILLIS: i64 = 1_000;
/// What a tablet says of itself with a request.
pub const REPORT_BYTES: usize = 400;
/// As often the same report is written anew, to spare a write per request.
pub const REPORT_TOUCH_MILLIS: i64 = 5 * 60_000;

/// An address of WeCom or DingTalk is some 120 bytes.
pub const WEBHOOK_BYTES: usize = 500;
/// Cases one message names: a group reads no longer list.
pub const WEBHOOK_LINES: u32 = 20;
/// What moves within this time goes out as one message.
pub const WEBHOOK_GATHER_MILLIS: i64 = 1_000;
/// The wait after a message that did not arrive; each further failure doubles it.
pub const WEBHOOK_FIRST_WAIT_MILLIS: i64 = 1_000;
/// The longest wait: whoever mends the address hears of it within the hour.
pub const WEBHOOK_LONGEST_WAIT_MILLIS: i64 = 3_600_000;
/// A server that has not answered by then is not waited for: whoever tries it out stands before the tablet.
pub const WEBHOOK_ANSWER_MILLIS: u64 = 10_000;
/// An answer of WeCom or DingTalk is some 40 bytes; more is not read.
pub const WEBHOOK_ANSWER_BYTES: usize = 4 * 1024;
/// As much of an answer as is kept and shown.
pub const WEBHOOK_ANSWER_CHARS: usize = 300;
