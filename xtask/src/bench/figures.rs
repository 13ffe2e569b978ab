//! Every figure: what it is called, in what it is counted, and what it should be at most.

/// In what a figure is counted.
#[derive(Clone, Copy, Debug, PartialEq, Eq)]
pub enum Unit {
    Millis,
    Bytes,
}

impl Unit {
    pub const fn word(self) -> &'static str {
        match self {
            Unit::Millis => "ms",
            Unit::Bytes => "bytes",
        }
    }
}

/// Which of the samples counts.
#[derive(Clone, Copy, Debug, PartialEq, Eq)]
pub enum By {
    Median,
    /// The middle one and the one that only 5 of 100 pass.
    Percentiles,
}

/// A row of the table.
pub struct Figure {
    pub name: &'static str,
    pub words: &'static str,
    pub unit: Unit,
    pub by: By,
    /// At 10,000 complaints; said beside the figure, met or missed.
    pub at_most: Option<f64>,
}

const KB: f64 = 1_000.0;

const fn time(name: &'static str, words: &'static str, at_most: Option<f64>) -> Figure {
    Figure {
        name,
        words,
        unit: Unit::Millis,
        by: By::Median,
        at_most,
    }
}

const fn save(name: &'static str, words: &'static str, at_most: Option<f64>) -> Figure {
    Figure {
        by: By::Percentiles,
        ..time(name, words, at_most)
    }
}

const fn size(name: &'static str, words: &'static str, at_most: Option<f64>) -> Figure {
    Figure {
        unit: Unit::Bytes,
        ..time(name, words, at_most)
    }
}

/// In the order of the table.
pub const ALL: [Figure; 23] = [
    time(
        "first_sync_list_usable",
        "first sync until the list is there and a search is answered",
        Some(1_000.0),
    ),
    time(
        "first_sync_first_row",
        "… until the first row stands on the screen",
        None,
    ),
    time(
        "first_sync_all_durable",
        "first sync until everything is stored and the status line says 已同步",
        Some(5_000.0),
    ),
    time(
        "first_sync_heads_awaited",
        "… of it with a request for heads under way",
        None,
    ),
    time(
        "first_sync_events_awaited",
        "… of it with a request for events under way",
        None,
    ),
    size("first_sync_heads", "heads taken in", None),
    size("first_sync_events", "events taken in", None),
    size("first_sync_wire", "first sync on the wire", None),
    time(
        "cold_start_today_usable",
        "cold start without network or server until the cards of 今日 are on the screen",
        Some(1_000.0),
    ),
    time("cold_start_app_ready", "… until the app's code runs", None),
    time("search", "search over all complaints, typed to shown", None),
    save(
        "save_said",
        "save: from the tap to 已登记并保存 on the screen",
        Some(50.0),
    ),
    save(
        "save_durable",
        "save: from the tap to the end of the strict transaction",
        Some(50.0),
    ),
    size("today_raw", "what 今日 needs, raw", None),
    size("today_gzip", "what 今日 needs, gzip", None),
    size("today_brotli", "what 今日 needs, brotli", Some(450.0 * KB)),
    size("spreadsheet_raw", "the spreadsheet part, raw", None),
    size("spreadsheet_gzip", "the spreadsheet part, gzip", None),
    size(
        "spreadsheet_brotli",
        "the spreadsheet part, brotli",
        Some(400.0 * KB),
    ),
    size("service_worker_brotli", "the service worker, brotli", None),
    size("icons_brotli", "icons and manifest, brotli", None),
    time(
        "sign_in",
        "sign-in, from the tap to the server's word",
        None,
    ),
    size("disk", "the tablet's storage after a first sync", None),
];
