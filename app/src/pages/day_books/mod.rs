//! 值班表 and 工作日志: the pages of a day.

pub mod duty_log;
mod entry;
mod violations_of_day;
mod void;
pub mod work_journal;
