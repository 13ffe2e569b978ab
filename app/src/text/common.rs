//! Words that every page shares.

use super::Lang;
use super::area::area;
use domain::id::Instant;

area! {
    /// Buttons, marks and small words used everywhere.
    Common {
        app_name: "回访", "Follow-up";
        app_full_name: "回访 · 物业回访台", "Huifang · Follow-up desk";
        save: "保存", "Save";
        saving: "正在保存…", "Saving…";
        saved: "已保存", "Saved";
        saved_here: "已保存在本机", "Saved on this tablet";
        unsent: "未同步", "Unsent";
        cancel: "取消", "Cancel";
        back: "返回", "Back";
        next: "下一步", "Next";
        previous: "上一步", "Previous";
        later: "稍后继续", "Continue later";
        done: "完成", "Done";
        close: "关闭", "Close";
        confirm: "确定", "Confirm";
        retry: "重试", "Try again";
        page_not_here: "此页尚未下载到本机", "This page is not on this tablet yet";
        page_not_here_lead: "连上网络后再试；之后离线也能打开。", "Try again with a network; afterwards it opens offline too.";
        edit: "修改", "Change";
        add: "添加", "Add";
        remove: "移除", "Remove";
        incomplete: "带 * 的还没有填完，光标已在第一处。", "Something marked * is missing; the cursor stands at the first.";
        open: "打开", "Open";
        all: "全部", "All";
        more: "更多", "More";
        none: "无", "None";
        say_none: "填“无”", "Say “None”";
        yes: "是", "Yes";
        no: "否", "No";
        required: "必填", "Required";
        optional: "选填", "Optional";
        not_set: "未设定", "Not set";
        unknown: "未知", "Unknown";
        search: "搜索", "Search";
        search_hint: "铺位、名称、首字母、电话或编号", "Unit, name, phone or number";
        clear_search: "清除搜索", "Clear the search";
        nothing_found: "没有找到。换一个铺位号、名称、电话或编号试试。", "Nothing found. Try another unit, name, phone or number.";
        loading: "正在读取…", "Reading…";
        not_here: "这条记录不在本机，联网后可以打开。", "This record is not on this tablet. It opens once there is a network.";
        not_found: "没有这一页。", "There is no such page.";
        to_today: "回到今日", "Back to Today";
        choose_item: "从左边选一条查看。", "Choose an item on the left.";
        clause_prefix: "依据", "By";
        borrowed: "借用", "Borrowed";
        choose: "请选择", "Choose";
        photo: "照片", "Photo";
        take_photo: "拍照", "Take a photo";
        choose_file: "选择文件", "Choose a file";
        drop_file: "把文件拖到这里，或选择文件", "Drop a file here, or choose one";
        photo_working: "正在处理…", "Working…";
        photo_saved_here: "已保存在本机", "Saved on this tablet";
        photo_sent: "已上传", "Sent";
        photo_elsewhere: "照片还在另一台平板上", "The photo is still on another tablet";
        photo_erased: "照片已清除", "The photo was erased";
        signature_erased: "签名已清除", "The signature was erased";
        photo_failed: "照片没有保存，请再拍一次。已填写的内容都在。", "The photo was not kept. Take it again; what you typed is all here.";
        photo_no_room: "本机存储快满了，剩下的空间留给文字：照片不能再保存，文字照常保存。请在“设置”里清除已确认的照片。", "This tablet is almost full and what is left is kept for text: photos are not kept, text is. Clear confirmed photos in Settings.";
        photo_kind: "请选择照片文件（JPEG、PNG 或 WebP）。", "Choose a photo file (JPEG, PNG or WebP).";
        remove_photo: "移除这张照片", "Remove this photo";
        signature: "签名", "Signature";
        signature_empty: "还没有签名", "Not signed yet";
        print: "打印", "Print";
        reason: "原因", "Reason";
        date: "日期", "Date";
        time: "时间", "Time";
        from: "从", "From";
        until: "至", "Until";
        today: "今天", "Today";
        tomorrow: "明天", "Tomorrow";
        yesterday: "昨天", "Yesterday";
        who: "人员", "People";
        who_may: "可以由", "Who may";
        me: "我", "Me";
        notes: "备注", "Notes";
        draft_saving: "正在保存草稿…", "Saving the draft…";
        draft_failed: "草稿没有保存成功，请不要离开本页。", "The draft was not saved. Do not leave this page.";
        draft_kept: "草稿已保留", "The draft is kept";
        draft_found: "已恢复上次未完成的草稿。", "Your unfinished draft is back.";
        drop_draft: "丢弃草稿", "Drop the draft";
        drop_draft_sure: "丢弃草稿后，已填写的内容不能恢复。", "Once dropped, what you typed cannot come back.";
        pending_mark: "已保存在本机，尚未同步", "Saved on this tablet, not sent yet";
        clock_doubtful: "设备时钟不准，此时间仅供参考", "This tablet’s clock was off; take the time with care";
        skip_to_content: "跳到正文", "Skip to the content";
    }
}

impl Lang {
    /// The foot of a form: when the draft was last stored.
    #[must_use]
    pub fn draft_saved(self, at: Instant, utc_offset_minutes: i32) -> String {
        let time = self.time_with_seconds(at, utc_offset_minutes);
        match self {
            Lang::Zh => format!("草稿已保存 {time}"),
            Lang::En => format!("Draft saved {time}"),
        }
    }

    /// A number of photos.
    #[must_use]
    pub fn photos(self, count: usize) -> String {
        match self {
            Lang::Zh => format!("照片 {count} 张"),
            Lang::En => many(count, "photo", "photos"),
        }
    }

    /// A number of cases.
    #[must_use]
    pub fn cases(self, count: usize) -> String {
        match self {
            Lang::Zh => format!("{count} 件"),
            Lang::En => many(count, "case", "cases"),
        }
    }

    /// A number of lines or entries.
    #[must_use]
    pub fn entries(self, count: usize) -> String {
        match self {
            Lang::Zh => format!("{count} 条"),
            Lang::En => many(count, "entry", "entries"),
        }
    }

    /// A number of units.
    #[must_use]
    pub fn units(self, count: usize) -> String {
        match self {
            Lang::Zh => format!("{count} 户"),
            Lang::En => many(count, "unit", "units"),
        }
    }

    /// A number of people.
    #[must_use]
    pub fn people(self, count: usize) -> String {
        match self {
            Lang::Zh => format!("{count} 人"),
            Lang::En => many(count, "person", "people"),
        }
    }

    /// The place of a photo in its strip, for those who cannot see it.
    #[must_use]
    pub fn photo_of(self, place: usize, count: usize) -> String {
        match self {
            Lang::Zh => format!("第 {place} 张照片，共 {count} 张"),
            Lang::En => format!("Photo {place} of {count}"),
        }
    }

    /// Names one after the other.
    #[must_use]
    pub fn list(self, names: &[String]) -> String {
        names.join(self.pick("、", ", "))
    }

    /// A label before its value where no layout separates them.
    #[must_use]
    pub fn labelled(self, label: &str, value: &str) -> String {
        match self {
            Lang::Zh => format!("{label}：{value}"),
            Lang::En => format!("{label}: {value}"),
        }
    }
}

/// English counts its nouns.
pub(super) fn many(count: usize, one: &str, other: &str) -> String {
    let noun = if count == 1 { one } else { other };
    format!("{count} {noun}")
}
