//! 设置: language, appearance, procedure, storage, sync, sign out, the demo's clock.

use super::Lang;
use super::area::area;

area! {
    /// The page of settings.
    Settings {
        title: "设置", "Settings";
        language: "语言", "Language";
        theme: "显示", "Appearance";
        theme_system: "跟随系统", "As the system";
        theme_light: "浅色", "Light";
        theme_dark: "深色", "Dark";
        theme_contrast: "高对比", "High contrast (basements, bright sun)";
        person: "当前登录", "Signed in";
        office: "管理处", "Office";
        procedure: "规程", "Procedure";
        procedure_lead: "每个数字都注明依据；修改从次日起生效，需写明原因。", "Each figure has its clause. A change takes effect the next day at the earliest and needs a reason.";
        figure: "项目", "Figure";
        value: "现值", "Value";
        change: "修改", "Change";
        change_reason: "修改原因", "Why it changes";
        effective_on: "生效日期", "In force from";
        version: "版本", "Version";
        borrowed: "借用另一规程", "Borrowed from the other procedure";
        limits: "处理时限", "Limits";
        limits_lead: "调度时按类别带出，可逐件改。超过的算不及时。改动不影响已调度的。", "Offered by category when an item is dispatched, and may be changed for each. What passes it counts as late. Items already dispatched keep theirs.";
        limit: "时限", "Limit";
        limit_unset: "未设定", "Not set";
        to_versions: "各版本与换用规程", "Versions, and another procedure";
        versions: "规程的版本", "Versions of the procedure";
        versions_lead: "每一版都整套写入记录；已经产生的回访等事项，始终按其起算日有效的版本。", "Each version is written whole. What was owed before keeps the version of its own day.";
        in_force: "有效期", "In force";
        never_in_force: "未曾生效，已被后一版取代", "Never in force: a later one took its place";
        written_by: "经手人与时间", "Written by, and when";
        what_changed: "原因与变动", "Why, and what changed";
        adopted: "整套采用规程", "The whole procedure was adopted";
        adopt: "换用规程", "Adopt a procedure";
        adopt_lead: "最早次日生效，须写明原因。该规程的全部数字重新写入，本管理处自行修改过的数字需要再改一次。", "Takes effect the next day at the earliest and needs a reason. All its figures are written; figures this office has changed are to be changed again.";
        adopt_saved: "已写入，到生效日起按新的规程办。", "Written. The new procedure counts from its day on.";
        new_value: "换用后", "Afterwards";
        what_changes: "换用后变动的数字", "Figures that change";
        vacant: "新规程中还没有人担任的职务，请先在“员工”中授予", "Seats of the new procedure nobody holds yet; grant them under Staff first";
        storage: "本机存储", "Storage on this tablet";
        storage_used: "已用", "Used";
        storage_persisted: "浏览器承诺不自动清除", "The browser promised not to clear it";
        storage_not_persisted: "浏览器可能在空间不足时清除，请把本应用安装到主屏幕", "The browser may clear it when space runs out; install the app to the home screen";
        sync: "同步", "Sync";
        sync_now: "立即同步", "Sync now";
        last_sync: "最近同步", "Last sync";
        unsent: "未同步的记录", "Unsent entries";
        unsent_of_others: "其中其他人的", "Of those, other people’s";
        photos_waiting: "待上传的照片", "Photos waiting";
        photos_safe: "可以清除的照片", "Photos safe to clear";
        photos_safe_lead: "服务器已逐张确认收到（校验值和大小一致）。清除后仍可联网查看；未同步、被退回或待处理记录的照片不会清除。", "The server has confirmed each of them by hash and size. They can still be seen with a network. Photos of unsent, refused or held entries stay.";
        photos_kept: "须留在本机的照片", "Photos that stay here";
        photos_clear: "清除已确认的照片", "Clear the confirmed photos";
        photos_not_cleared: "没有清除：暂时无法确认哪些照片可以清除。", "Nothing was cleared: it cannot be told just now which photos may go.";
        export: "导出未同步的记录", "Export what is unsent";
        export_lead: "万一这台平板不能再联网：把所有人未同步的文字和照片存成一个文件，由本人或经理在另一台平板的“导入未送出记录”里交给服务器。记录仍留在本机，日后恢复也不会重复。文件内有个人信息，请妥善保管。", "Should this tablet never be online again: everybody’s unsent texts and photos in one file, which the author or a manager brings in on another tablet. They stay on this tablet as well, and nothing doubles should it come back. The file holds personal data: keep it safe.";
        export_working: "正在整理…", "Gathering…";
        export_done: "文件已交给浏览器保存。", "The file was handed to the browser to be saved.";
        export_failed: "没有读出本机的记录，文件未生成。", "The records on this tablet could not be read; no file was made.";
        export_file: "未同步的记录", "Unsent entries";
        sign_out: "退出登录", "Sign out";
        sign_out_lead: "未同步的记录留在本机，任何人下次登录时发送。", "Unsent work stays on this tablet and is sent when anybody signs in.";
        sign_out_sure: "退出登录？", "Sign out?";
        install: "安装到主屏幕", "Install to the home screen";
        install_lead: "安装后像应用一样打开，没有网络也能用。", "Opens like an app, also without a network.";
        app_version: "版本", "Version";
        staff: "员工与职务", "Staff and roles";
        devices: "平板", "Tablets";
        demo_clock: "演示时钟", "Demo clock";
        demo_clock_lead: "只有演示管理处的时钟可以拨动，只能向前。", "Only a demo office has a clock that moves, and only forward.";
        demo_clock_day: "向前一天", "One day forward";
        demo_clock_set: "拨到", "Move to";
    }
}

impl Lang {
    /// A length of time in hours, which may have a part behind the point.
    #[must_use]
    pub fn hours(self, hours: &str) -> String {
        let one = hours == "1";
        self.pick(
            format!("{hours} 小时"),
            format!("{hours} {}", if one { "hour" } else { "hours" }),
        )
    }

    /// A number of photos and what they take up.
    #[must_use]
    pub fn photos_of(self, count: usize, bytes: u64) -> String {
        let (photos, bytes) = (self.photos(count), self.bytes(bytes));
        self.pick(format!("{photos}，{bytes}"), format!("{photos}, {bytes}"))
    }

    #[must_use]
    pub fn photos_cleared(self, count: usize, bytes: u64) -> String {
        let of = self.photos_of(count, bytes);
        self.pick(format!("已清除：{of}。"), format!("Cleared: {of}."))
    }

    /// Bytes as people read them.
    #[must_use]
    pub fn bytes(self, bytes: u64) -> String {
        const KILO: u64 = 1_000;
        const MEGA: u64 = 1_000 * KILO;
        const GIGA: u64 = 1_000 * MEGA;
        if bytes >= GIGA {
            format!("{}.{} GB", bytes / GIGA, bytes % GIGA / (GIGA / 10))
        } else if bytes >= MEGA {
            format!("{}.{} MB", bytes / MEGA, bytes % MEGA / (MEGA / 10))
        } else {
            format!("{} KB", bytes.div_ceil(KILO))
        }
    }

    /// Storage used out of what there is.
    #[must_use]
    pub fn storage_of(self, used: u64, quota: u64) -> String {
        let (used, quota) = (self.bytes(used), self.bytes(quota));
        self.pick(
            format!("已用 {used}，可用 {quota}"),
            format!("{used} used of {quota}"),
        )
    }
}
