//! Staff: people, their roles with dates, sign-in codes, tablets.

use super::Lang;
use super::area::area;
use chrono::NaiveDate;
use domain::id::Instant;

area! {
    /// The list and the page of a person.
    Staff {
        title: "员工", "Staff";
        add: "添加员工", "Add a person";
        empty: "还没有员工。", "No staff yet.";
        empty_hint: "添加员工并给他们职务，再把一次性登录码交给本人。", "Add people with their roles, then hand each a one-time code.";
        name: "姓名", "Name";
        sign_in_name: "登录名", "Sign-in name";
        sign_in_name_hint: "登录时使用，全公司不重复。", "Used to sign in; unique in the company.";
        phone: "电话", "Phone";
        roles: "职务", "Roles";
        role: "职务", "Role";
        role_hint: "一个人可以有几个职务。能做什么，由当天的职务决定。", "A person may hold several. What they may do follows from the roles of the day.";
        department: "部门", "Department";
        add_department: "添加部门", "Add a department";
        department_name: "部门名称", "Name of the department";
        departments: "部门", "Departments";
        from: "任职起", "From";
        until: "任职至", "Until";
        no_end: "不限", "No end";
        grant_role: "增加职务", "Add a role";
        end_role: "结束职务", "End the role";
        end_role_on: "从哪一天起不再任职", "The first day without the role";
        remove: "移出员工", "Remove from the staff";
        remove_sure: "移出后不能再登录，已做的记录都保留。", "They can no longer sign in; everything they did stays.";
        remove_on: "从哪一天起", "From which day";
        removed: "已离职", "Left";
        current_roles: "现任职务", "Roles now";
        past_roles: "曾任职务", "Past roles";
        future_roles: "将任职务", "Roles to come";
        no_role: "没有职务", "No role";
        saved: "已保存。", "Saved.";
        issue_code: "发一次性登录码", "Issue a one-time code";
        reset: "重设密码", "Reset the password";
        reset_lead: "发一个新的一次性登录码，本人用它设定新密码。", "A new one-time code lets the person set a new password.";
        code_is: "一次性登录码", "One-time code";
        code_once: "只显示这一次，只能用一次，请当面交给本人。", "Shown once, works once. Hand it over in person.";
        code_copied: "已复制", "Copied";
        copy: "复制", "Copy";
        code_needs_network: "发登录码需要网络。", "Issuing a code needs a network.";
        code_after_sync: "这位员工还没有同步到服务器，同步后再发登录码。", "The server does not know this person yet. Issue the code after the next sync.";
        devices: "平板", "Tablets";
        devices_lead: "在本管理处登录过的平板。停用后，这台平板不能再同步。", "Tablets that signed in at this office. A revoked tablet can no longer sync.";
        device_this: "本机", "This tablet";
        device_unnamed: "未命名的平板", "Tablet without a name";
        device_enrolled: "首次登录", "First sign-in";
        device_seen: "最近同步", "Last sync";
        device_revoke: "停用", "Revoke";
        device_revoke_sure: "停用后，这台平板要重新登录才能同步；上面还没同步的记录不会丢失。", "It must sign in again before it can sync. Its unsent work is not lost.";
        device_revoked: "已停用", "Revoked";
        device_unsent: "未到的记录", "Not arrived";
        device_photos: "未到的照片", "Photos not arrived";
        device_version: "程序版本", "Version";
        device_storage: "存储", "Storage";
        device_persisted: "浏览器承诺保留", "Kept by the browser";
        device_not_persisted: "浏览器可能清除，请到这台平板的“设置”查看", "The browser may clear it; look at Settings on that tablet";
        device_clock: "时钟", "Clock";
        device_clock_right: "准", "Right";
        losses: "丢失的记录", "Lost entries";
        losses_lead: "浏览器清除了平板上还没有送出的记录。请向当时使用的人问清，凭记忆或纸面补录。", "A browser cleared what a tablet had not sent. Ask whoever used it, and enter it anew from memory or paper.";
        loss_what: "丢失", "Lost";
        loss_by: "发现时登录的人", "Signed in when it was noticed";
        loss_at: "报告时间", "Reported";
        device_silent: "还没有报告过", "Has not reported yet";
    }
}

impl Lang {
    /// A tablet by its number at the office.
    #[must_use]
    pub fn tablet_number(self, number: u64) -> String {
        self.pick(format!("{number} 号平板"), format!("Tablet {number}"))
    }

    /// How much of a tablet's work has not arrived, and since when.
    #[must_use]
    pub fn not_arrived(
        self,
        count: u32,
        since: Option<Instant>,
        utc_offset_minutes: i32,
    ) -> String {
        match (count, since) {
            (0, _) => self.pick("都到了", "Everything arrived").to_owned(),
            (count, Some(since)) => {
                let since = self.full_moment(since, utc_offset_minutes);
                self.pick(
                    format!("{count} 条自 {since} 未到"),
                    format!("{count} since {since}"),
                )
            }
            (count, None) => self.pick(format!("{count} 条"), format!("{count}")),
        }
    }

    /// By how much a tablet's clock is off, in the largest unit there are two of.
    #[must_use]
    pub fn clock_off(self, offset_millis: i64) -> String {
        const MINUTE: u64 = 60_000;
        let off = offset_millis.unsigned_abs();
        let (count, zh, en) = [(24 * 60, "天", "days"), (60, "小时", "hours")]
            .into_iter()
            .map(|(minutes, zh, en)| (nearest(off, minutes * MINUTE), zh, en))
            .find(|(count, ..)| *count >= 2)
            .unwrap_or((nearest(off, MINUTE), "分钟", "minutes"));
        // To add to the tablet's clock: where that is much, it is slow.
        if offset_millis > 0 {
            self.pick(format!("慢 {count} {zh}"), format!("{count} {en} slow"))
        } else {
            self.pick(format!("快 {count} {zh}"), format!("{count} {en} fast"))
        }
    }

    /// What a tablet lost: so many entries and photos.
    #[must_use]
    pub fn lost_there(self, unsent: usize, photos: usize) -> String {
        let mut parts = vec![self.entries(unsent)];
        if photos > 0 {
            parts.push(self.photos(photos));
        }
        self.list(&parts)
    }

    /// A name with its roles behind it: 王强（管理员）.
    #[must_use]
    pub fn with_roles(self, name: &str, roles: &str) -> String {
        self.pick(format!("{name}（{roles}）"), format!("{name} ({roles})"))
    }

    /// A role with the department it belongs to.
    #[must_use]
    pub fn role_at(self, role: &str, department: Option<&str>) -> String {
        department.map_or_else(
            || role.to_owned(),
            |department| format!("{role} · {department}"),
        )
    }

    /// The days of a role.
    #[must_use]
    pub fn role_days(self, from: NaiveDate, until: Option<NaiveDate>) -> String {
        let from = self.date(from);
        match (self, until.map(|until| self.date(until))) {
            (Lang::Zh, None) => format!("{from}起"),
            (Lang::Zh, Some(until)) => format!("{from} 至 {until}"),
            (Lang::En, None) => format!("from {from}"),
            (Lang::En, Some(until)) => format!("{from} to {until}"),
        }
    }

    /// When a tablet was last seen.
    #[must_use]
    pub fn last_seen(self, at: Instant, utc_offset_minutes: i32) -> String {
        let at = self.moment(at, utc_offset_minutes);
        self.pick(format!("最近同步 {at}"), format!("Last sync {at}"))
    }
}

/// So many units: what is a moment short of one counts as one.
fn nearest(millis: u64, unit: u64) -> u64 {
    millis.saturating_add(unit / 2) / unit
}

#[cfg(test)]
mod tests {
    use super::Lang;

    #[test]
    fn a_clock_is_off_by_so_many_minutes_hours_or_days() {
        const MINUTE: i64 = 60_000;
        let table = [
            (3 * MINUTE - 5, "慢 3 分钟"),
            (-3 * MINUTE + 5, "快 3 分钟"),
            (-90 * MINUTE, "快 2 小时"),
            (-365 * 24 * 60 * MINUTE + 5, "快 365 天"),
            (36 * 60 * MINUTE, "慢 2 天"),
        ];
        for (off, said) in table {
            assert_eq!(Lang::Zh.clock_off(off), said);
        }
    }
}
