//! Every figure: what it is called and in what it is counted.

/// In what a figure is counted.
#[derive(Clone, Copy, Debug, PartialEq, Eq)]
pub enum Unit {
    Millis,
    Bytes,
    Count,
    PerSecond,
}

impl Unit {
    pub const fn word(self) -> &'static str {
        match self {
            Unit::Millis => "ms",
            Unit::Bytes => "bytes",
            Unit::Count => "",
            Unit::PerSecond => "per second",
        }
    }

    /// As people say it.
    pub fn say(self, value: f64) -> String {
        match self {
            Unit::Millis if value >= 1_000.0 => format!("{:.2} s", value / 1_000.0),
            Unit::Millis if value >= 100.0 => format!("{value:.0} ms"),
            Unit::Millis => format!("{value:.1} ms"),
            Unit::Bytes if value >= 1_000_000.0 => format!("{:.2} MB", value / 1_000_000.0),
            Unit::Bytes if value >= 10_000.0 => format!("{:.0} KB", value / 1_000.0),
            Unit::Bytes => format!("{value:.0} B"),
            Unit::Count => format!("{value:.0}"),
            Unit::PerSecond => format!("{value:.0}/s"),
        }
    }
}

/// Which of the samples counts.
#[derive(Clone, Copy, Debug, PartialEq, Eq)]
pub enum By {
    Median,
    /// The middle one, and those that only 5 and 1 of 100 pass.
    Percentiles,
}

/// A row of the table.
pub struct Figure {
    pub name: &'static str,
    pub words: &'static str,
    pub unit: Unit,
    pub by: By,
}

const fn one(name: &'static str, unit: Unit, words: &'static str) -> Figure {
    Figure {
        name,
        words,
        unit,
        by: By::Median,
    }
}

const fn time(name: &'static str, words: &'static str) -> Figure {
    one(name, Unit::Millis, words)
}

const fn times(name: &'static str, words: &'static str) -> Figure {
    Figure {
        by: By::Percentiles,
        ..time(name, words)
    }
}

const fn size(name: &'static str, words: &'static str) -> Figure {
    one(name, Unit::Bytes, words)
}

/// In the order of the table.
pub const ALL: [Figure; 48] = [
    time(
        "first_sync_list_usable",
        "first sync until the list is there and a search is answered",
    ),
    time(
        "first_sync_first_row",
        "… until the first row stands on the screen",
    ),
    time(
        "first_sync_all_durable",
        "first sync until everything is stored (ours: and the status line says 已同步)",
    ),
    time(
        "first_sync_heads_awaited",
        "… of it with a request for heads under way",
    ),
    time(
        "first_sync_events_awaited",
        "… of it with a request for events under way",
    ),
    time(
        "first_sync_longest_task",
        "longest task of the main thread during it (50 ms: none longer)",
    ),
    size("first_sync_wire", "first sync on the wire"),
    one(
        "first_sync_requests",
        Unit::Count,
        "requests of a first sync",
    ),
    size("first_sync_heads", "heads taken in"),
    size("first_sync_events", "events taken in"),
    size(
        "disk",
        "the tablet's storage after a first sync, as the browser counts it",
    ),
    size(
        "disk_folder",
        "the same, as the folder of its databases weighs on disk",
    ),
    size(
        "memory_peak",
        "most memory of the page's process since it began (VmHWM: script, wasm, threads and the browser's own part)",
    ),
    size(
        "memory_heap",
        "script's heap after the first sync (JSHeapUsedSize; no wasm memory)",
    ),
    time("no_change_time", "sync without a change"),
    one(
        "no_change_requests",
        Unit::Count,
        "requests of a sync without a change",
    ),
    size("no_change_bytes", "bytes of a sync without a change"),
    time(
        "cold_start_today_usable",
        "cold start without network or server until what is to be done today is on the screen",
    ),
    time("cold_start_app_ready", "… until the app's code runs"),
    time(
        "cold_start_longest_task",
        "… longest task of the main thread",
    ),
    times(
        "search",
        "search as you type over all cases, letter to list",
    ),
    times(
        "save_durable",
        "save: from the tap to the end of its transaction (ours strict, the others as they come)",
    ),
    times("save_transaction", "… of it the strict transaction itself"),
    times(
        "save_said",
        "save: from the tap to 已登记并保存 on the screen",
    ),
    times(
        "edit_visible",
        "edit on A visible on B, from the tap on A to B's screen",
    ),
    times(
        "edit_travels",
        "… of it from the end of A's strict transaction",
    ),
    time(
        "both_agree",
        "500 + 500 offline commands, from the network's return until both show all and are in sync",
    ),
    one(
        "server_commands",
        Unit::PerSecond,
        "commands the Durable Object decides and stores while the 500 + 500 come in",
    ),
    size("today_raw", "what 今日 needs, raw"),
    size("today_gzip", "what 今日 needs, gzip"),
    size("today_brotli", "what 今日 needs, brotli"),
    size(
        "pages_raw",
        "the other pages, fetched when first opened, raw",
    ),
    size("pages_gzip", "the other pages, gzip"),
    size("pages_brotli", "the other pages, brotli"),
    size("spreadsheet_raw", "the spreadsheet part, raw"),
    size("spreadsheet_gzip", "the spreadsheet part, gzip"),
    size("spreadsheet_brotli", "the spreadsheet part, brotli"),
    size("service_worker_raw", "the service worker, raw"),
    size("service_worker_gzip", "the service worker, gzip"),
    size("service_worker_brotli", "the service worker, brotli"),
    size("icons_raw", "icons and manifest, raw"),
    size("icons_gzip", "icons and manifest, gzip"),
    size("icons_brotli", "icons and manifest, brotli"),
    size("code_raw", "code of the page that is measured, raw"),
    size("code_gzip", "… gzip"),
    size(
        "code_brotli",
        "code of the page that is measured, brotli (library and what the bench needs)",
    ),
    time("sign_in", "sign-in, from the tap to the server's word"),
    size("documents", "the documents given to the others, as JSON"),
];

/// By its name.
pub fn named(name: &str) -> Option<&'static Figure> {
    ALL.iter().find(|figure| figure.name == name)
}

#[cfg(test)]
mod tests {
    use super::Unit;

    #[test]
    fn figures_are_said_in_the_unit_people_use() {
        assert_eq!(Unit::Millis.say(49.96), "50.0 ms");
        assert_eq!(Unit::Bytes.say(450_000.0), "450 KB");
        assert_eq!(Unit::Bytes.say(983.0), "983 B");
        assert_eq!(Unit::PerSecond.say(812.4), "812/s");
    }
}
