//! All wording of the app, in Chinese and English. Pages name a place (`t.complaint.open`), never a sentence, so no
//! language can be left behind.

mod area;

pub mod account;
pub mod act;
pub mod attention;
pub mod banner;
pub mod board;
pub mod bring_in;
pub mod clause;
pub mod column;
pub mod common;
pub mod complaint;
pub mod day_book;
mod dispatch_log;
pub mod face;
pub mod field;
pub mod figure;
pub mod follow_up;
pub mod format;
pub mod go_live;
pub mod go_live_column;
pub mod go_live_words;
pub mod hindrance;
pub mod idiom;
pub mod import;
pub mod navigation;
pub mod occupant;
pub mod older;
pub mod origin;
pub mod paper;
pub mod refusal;
pub mod set_back;
pub mod set_up;
pub mod settings;
pub mod sign_in;
pub mod staff;
pub mod status;
mod summary;
pub mod timeline;
pub mod today;
pub mod violation;
pub mod violation_line;
pub mod violation_words;
pub mod vocabulary;
pub mod webhook;
pub mod work_order;
pub mod work_order_line;

#[cfg(test)]
mod tests;

use std::sync::OnceLock;

use domain::policy::ProfileName;
use serde::{Deserialize, Serialize};

pub use vocabulary::Word;

/// The languages of the app; Chinese is the one it starts in.
#[derive(Clone, Copy, Debug, Default, PartialEq, Eq, Hash, Serialize, Deserialize)]
#[serde(rename_all = "snake_case")]
pub enum Lang {
    #[default]
    Zh,
    En,
}

impl Lang {
    pub const ALL: &'static [Lang] = &[Lang::Zh, Lang::En];

    /// What stands in `<html lang>`.
    #[must_use]
    pub const fn html_lang(self) -> &'static str {
        match self {
            Lang::Zh => "zh-CN",
            Lang::En => "en",
        }
    }

    /// Reads what [`Lang::html_lang`] wrote; whatever is not English is Chinese.
    #[must_use]
    pub fn from_html_lang(tag: &str) -> Self {
        if tag.starts_with("en") {
            Lang::En
        } else {
            Lang::Zh
        }
    }

    /// The language's name in itself, for the switch.
    #[must_use]
    pub const fn own_name(self) -> &'static str {
        match self {
            Lang::Zh => "中文",
            Lang::En => "English",
        }
    }

    /// One of two, by language; fixed wording in the words of the procedure the office works by.
    #[must_use]
    pub(crate) fn pick<T: 'static>(self, zh: T, en: T) -> T {
        let mut picked = self.plain(zh, en);
        // What was put together already may hold what people typed: that is theirs.
        let any: &mut dyn std::any::Any = &mut picked;
        if let Some(words) = any.downcast_mut::<&'static str>() {
            *words = idiom::said(words);
        }
        picked
    }

    /// One of two, by language, whatever procedure the office works by: names of the domain and of the procedures.
    #[must_use]
    pub(crate) fn plain<T>(self, zh: T, en: T) -> T {
        match self {
            Lang::Zh => zh,
            Lang::En => en,
        }
    }
}

macro_rules! whole_text {
    ($($field:ident: $area:path,)+) => {
        /// Every fixed wording of one language, by area. Sentences with something in them are methods of
        /// [`Text::lang`].
        #[derive(Clone, Copy, Debug, PartialEq, Eq)]
        pub struct Text {
            pub lang: Lang,
            $(pub $field: $area,)+
        }

        static ZH: Text = Text { lang: Lang::Zh, $($field: <$area>::ZH,)+ };
        static EN: Text = Text { lang: Lang::En, $($field: <$area>::EN,)+ };
        static ESTATE_ZH: OnceLock<Text> = OnceLock::new();
        static ESTATE_EN: OnceLock<Text> = OnceLock::new();

        impl Text {
            fn of_estate(&self) -> Text {
                Text { lang: self.lang, $($field: self.$field.of_estate(),)+ }
            }
        }

        #[cfg(test)]
        fn all_places() -> Vec<(&'static str, &'static str, &'static str)> {
            let mut places = Vec::new();
            $(places.extend(<$area>::places());)+
            places
        }
    };
}

whole_text! {
    account: account::Account,
    attention: attention::Attention,
    banner: banner::Banner,
    board: board::Board,
    bring_in: bring_in::BringIn,
    column: column::Column,
    common: common::Common,
    complaint: complaint::Complaint,
    day_book: day_book::DayBook,
    face: face::Face,
    follow_up: follow_up::FollowUp,
    go_live: go_live::GoLive,
    import: import::Import,
    mandate: day_book::Mandate,
    navigation: navigation::Navigation,
    notice_form: violation::NoticeForm,
    notice_paper: violation::NoticePaper,
    occupant: occupant::Occupant,
    older: older::Older,
    origin: origin::Origin,
    register: complaint::Register,
    register_step: complaint::RegisterStep,
    set_up: set_up::SetUp,
    settings: settings::Settings,
    sign_in: sign_in::SignIn,
    staff: staff::Staff,
    status: status::Status,
    today: today::Today,
    dispatch_log: dispatch_log::DispatchLog,
    summary: summary::Summary,
    violation: violation::Violation,
    violation_step: violation::ViolationStep,
    paper: paper::Paper,
    price_list: work_order::PriceList,
    work_order: work_order::WorkOrder,
    work_order_step: work_order::WorkOrderStep,
    webhook: webhook::Webhook,
    set_back: set_back::SetBack,
}

/// The wording of a language, in the words of the procedure the office works by.
#[must_use]
pub fn text(lang: Lang) -> &'static Text {
    let mall = lang.plain(&ZH, &EN);
    match idiom::spoken() {
        ProfileName::Mall => mall,
        ProfileName::Estate => lang
            .plain(&ESTATE_ZH, &ESTATE_EN)
            .get_or_init(|| mall.of_estate()),
    }
}
