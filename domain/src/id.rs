//! Names of things: one newtype per kind, so that a person is never taken for a unit.

use serde::{Deserialize, Serialize};
use uuid::Uuid;

macro_rules! uuid_newtype {
    ($($(#[$doc:meta])* $name:ident),+ $(,)?) => {$(
        $(#[$doc])*
        #[derive(Clone, Copy, Debug, PartialEq, Eq, PartialOrd, Ord, Hash, Serialize, Deserialize)]
        #[serde(transparent)]
        pub struct $name(pub Uuid);

        impl std::fmt::Display for $name {
            fn fmt(&self, f: &mut std::fmt::Formatter<'_>) -> std::fmt::Result {
                self.0.fmt(f)
            }
        }

        impl std::str::FromStr for $name {
            type Err = uuid::Error;
            fn from_str(text: &str) -> Result<Self, Self::Err> {
                Uuid::parse_str(text).map($name)
            }
        }

        impl $name {
            /// A time-ordered id (UUIDv7) from the caller's clock and ten random bytes.
            #[must_use]
            pub fn mint(at: Instant, random: [u8; 10]) -> Self {
                let millis = u64::try_from(at.0).unwrap_or(0);
                $name(uuid::Builder::from_unix_timestamp_millis(millis, &random).into_uuid())
            }
        }
    )+};
}

uuid_newtype!(
    /// An office (管理处), and the stream of its own facts.
    OfficeId,
    /// A member of staff, and the stream of their roles.
    PersonId,
    /// A browser profile on a tablet, enrolled at one office.
    DeviceId,
    /// A stream of the log: an office, person, unit, case or refusal.
    StreamId,
    /// A case (投诉), and its stream.
    CaseId,
    /// A unit (铺位·房号), and its stream.
    UnitId,
    /// A command, minted where it was written.
    CommandId,
    /// A department of an office (部门).
    DepartmentId,
    /// A day's page of one of an office's books, and its stream.
    DayBookId,
    /// A month's summary of complaint follow-ups (月总结表), and its stream.
    SummaryId,
    /// A work order (维修单), and its stream.
    WorkOrderId,
    /// An office's price list (收费标准), and its stream.
    PriceListId,
);

macro_rules! is_stream {
    ($($name:ident),+) => {$(
        impl From<$name> for StreamId {
            fn from(id: $name) -> Self {
                StreamId(id.0)
            }
        }
        impl $name {
            /// The stream this thing's facts stand on.
            #[must_use]
            pub fn stream(self) -> StreamId {
                StreamId(self.0)
            }
        }
    )+};
}
is_stream!(
    OfficeId,
    PersonId,
    CaseId,
    UnitId,
    CommandId,
    WorkOrderId,
    PriceListId,
    DayBookId,
    SummaryId
);

impl PriceListId {
    /// An office has one price list; its versions follow one another on this stream.
    #[must_use]
    pub fn of(office: OfficeId) -> Self {
        PriceListId(natural(office, "price_list", ""))
    }
}

impl CommandId {
    /// The server's own command for one draw: drawing again at the same place of the log is the same command.
    #[must_use]
    pub fn of_draw(office: OfficeId, period: crate::calendar::Period, at: Cursor) -> Self {
        CommandId(natural(office, "draw", &format!("{period}|{}", at.0)))
    }

    /// The id a command goes by once its first one turned out to be taken; the same wherever it is worked out.
    #[must_use]
    pub fn instead_of(taken: CommandId, writer: Writer, number: WriterNumber) -> Self {
        let name = format!("{}/{}/{}", writer.person, writer.device, number.0);
        CommandId(Uuid::new_v5(&taken.0, name.as_bytes()))
    }
}

impl UnitId {
    /// Two tablets that write "a-101 " and "A-101" mean the same unit, so its id comes from its normalised code.
    #[must_use]
    pub fn of(office: OfficeId, code: &str) -> Self {
        UnitId(natural(office, "unit", &normalise_unit_code(code)))
    }
}

impl CaseId {
    /// A complaint carried over from paper: its number there says which it is, whoever carries it over, however often.
    #[must_use]
    pub fn carried_over(office: OfficeId, old_number: &str) -> Self {
        CaseId(natural(
            office,
            "carried_complaint",
            &normalise_old_number(old_number),
        ))
    }

    /// The repair request behind a slip carried over from paper, by the slip's number.
    #[must_use]
    pub fn carried_request(office: OfficeId, old_number: &str) -> Self {
        CaseId(natural(
            office,
            "carried_request",
            &normalise_old_number(old_number),
        ))
    }
}

impl WorkOrderId {
    /// A slip carried over from paper, by its number there.
    #[must_use]
    pub fn carried_over(office: OfficeId, old_number: &str) -> Self {
        WorkOrderId(natural(
            office,
            "carried_work_order",
            &normalise_old_number(old_number),
        ))
    }
}

impl PersonId {
    /// A member of staff from a list: two tablets that read the same list mean the same person.
    #[must_use]
    pub fn of(office: OfficeId, sign_in_name: &str) -> Self {
        PersonId(natural(
            office,
            "person",
            &normalise_sign_in_name(sign_in_name),
        ))
    }
}

impl DepartmentId {
    /// Departments are named once per office; the name is the key.
    #[must_use]
    pub fn of(office: OfficeId, name: &str) -> Self {
        DepartmentId(natural(office, "department", name.trim()))
    }
}

impl DayBookId {
    /// Two tablets that write into the same book on the same day write on the same page.
    #[must_use]
    pub fn of(office: OfficeId, book: &str, day: chrono::NaiveDate) -> Self {
        DayBookId(natural(office, "day_book", &format!("{book}|{day}")))
    }
}

impl SummaryId {
    /// An office has one summary a month: two tablets that hand one in mean the same paper.
    #[must_use]
    pub fn of(office: OfficeId, month: crate::calendar::Period) -> Self {
        SummaryId(natural(office, "dispatch_summary", &month.to_string()))
    }
}

fn natural(office: OfficeId, kind: &str, key: &str) -> Uuid {
    Uuid::new_v5(&office.0, format!("{kind}|{key}").as_bytes())
}

/// Upper case, full-width forms made half-width, no spaces: how a unit code is compared.
#[must_use]
pub fn normalise_unit_code(code: &str) -> String {
    code.chars()
        .filter(|c| !c.is_whitespace())
        .map(|c| match c {
            '\u{ff01}'..='\u{ff5e}' => char::from_u32(u32::from(c) - 0xfee0).unwrap_or(c),
            '—' | '–' => '-',
            other => other,
        })
        .flat_map(char::to_uppercase)
        .collect()
}

/// How a number from paper is compared: as a unit code is.
#[must_use]
pub fn normalise_old_number(number: &str) -> String {
    normalise_unit_code(number)
}

/// How a sign-in name is compared: half-width, lower case, without spaces.
#[must_use]
pub fn normalise_sign_in_name(name: &str) -> String {
    normalise_unit_code(name).to_lowercase()
}

/// Milliseconds since 1970-01-01 UTC.
#[derive(
    Clone, Copy, Debug, Default, PartialEq, Eq, PartialOrd, Ord, Hash, Serialize, Deserialize,
)]
#[serde(transparent)]
pub struct Instant(pub i64);

/// A place in an office's log: the sequence its server gave. 0 is before the first event.
#[derive(
    Clone, Copy, Debug, Default, PartialEq, Eq, PartialOrd, Ord, Hash, Serialize, Deserialize,
)]
#[serde(transparent)]
pub struct Cursor(pub u64);

/// Gapless count of one writer's commands, from 1.
#[derive(
    Clone, Copy, Debug, Default, PartialEq, Eq, PartialOrd, Ord, Hash, Serialize, Deserialize,
)]
#[serde(transparent)]
pub struct WriterNumber(pub u64);

/// A person on a device: who numbers commands.
#[derive(Clone, Copy, Debug, PartialEq, Eq, PartialOrd, Ord, Hash, Serialize, Deserialize)]
pub struct Writer {
    pub person: PersonId,
    pub device: DeviceId,
}

/// SHA-256, written as 64 lowercase hex digits.
#[derive(Clone, Copy, PartialEq, Eq, PartialOrd, Ord, Hash)]
pub struct Digest(pub [u8; 32]);

impl Digest {
    /// What every chain and every head hash starts from.
    pub const ZERO: Digest = Digest([0; 32]);

    /// The digest of all parts, one after the other.
    #[must_use]
    pub fn of(parts: &[&[u8]]) -> Self {
        use sha2::Digest as _;
        let mut hash = sha2::Sha256::new();
        for part in parts {
            hash.update(part);
        }
        Digest(hash.finalize().into())
    }

    /// Reads 64 hex digits; anything else is `None`.
    #[must_use]
    pub fn parse(text: &str) -> Option<Self> {
        let bytes = unhex(text)?;
        bytes.try_into().ok().map(Digest)
    }
}

/// Lowercase hex of any bytes.
#[must_use]
pub fn hex(bytes: &[u8]) -> String {
    use std::fmt::Write as _;
    bytes
        .iter()
        .fold(String::with_capacity(bytes.len() * 2), |mut text, byte| {
            let _ = write!(text, "{byte:02x}");
            text
        })
}

/// The reverse of [`hex`]; `None` for anything that is not pairs of hex digits.
#[must_use]
pub fn unhex(text: &str) -> Option<Vec<u8>> {
    if !text.is_ascii() || !text.len().is_multiple_of(2) {
        return None;
    }
    text.as_bytes()
        .chunks(2)
        .map(|pair| {
            std::str::from_utf8(pair)
                .ok()
                .and_then(|pair| u8::from_str_radix(pair, 16).ok())
        })
        .collect()
}

impl std::fmt::Display for Digest {
    fn fmt(&self, f: &mut std::fmt::Formatter<'_>) -> std::fmt::Result {
        f.write_str(&hex(&self.0))
    }
}

impl std::fmt::Debug for Digest {
    fn fmt(&self, f: &mut std::fmt::Formatter<'_>) -> std::fmt::Result {
        write!(f, "{self}")
    }
}

impl Serialize for Digest {
    fn serialize<S: serde::Serializer>(&self, serializer: S) -> Result<S::Ok, S::Error> {
        serializer.collect_str(self)
    }
}

impl<'de> Deserialize<'de> for Digest {
    fn deserialize<D: serde::Deserializer<'de>>(deserializer: D) -> Result<Self, D::Error> {
        let text = std::borrow::Cow::<str>::deserialize(deserializer)?;
        Digest::parse(&text).ok_or_else(|| serde::de::Error::custom("not 64 hex digits"))
    }
}
