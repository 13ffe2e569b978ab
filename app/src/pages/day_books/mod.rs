//! 值班表 and 工作日志: the pages of a day.

mod entry;
pub mod duty_log;
pub mod work_journal;
