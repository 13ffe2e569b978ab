//! What stands above everything: demo, update, other tab, browser, crash.

use super::Lang;
use super::area::area;
use domain::id::Instant;

area! {
    /// Banners and pages that stand in for the app.
    Banner {
        demo: "演示管理处，数据均为虚构", "Demo office: all data is made up";
        update: "有新版本，更新前请先完成正在填写的内容。", "A new version is ready. Finish what you are filling in first.";
        update_now: "现在更新", "Update now";
        update_later: "稍后", "Later";
        other_tab: "本应用正在另一个窗口中使用。", "The app is in use in another tab.";
        other_tab_lead: "为了不丢失记录，一次只在一个窗口中使用。", "So that nothing is lost, it runs in one tab at a time.";
        use_here: "在此使用", "Use here";
        signed_out: "登录已过期。您可以继续工作，联网登录后再发送。", "Your session has ended. Work on; sending waits until you sign in again.";
        sign_in_again: "重新登录", "Sign in again";
        no_network: "没有网络。照常工作，记录保存在本机。", "No network. Work as usual; everything is saved on this tablet.";
        storage_full: "本机存储空间不足，未能保存。请清出空间后再试，已填写的内容还在。", "This tablet is out of space and could not save. Make room and try again; what you typed is still here.";
        storage_trouble: "浏览器没有存下来，未能保存。请再试一次；已填写的内容还在。", "The browser did not store it, nothing was saved. Try again; what you typed is still here.";
        lost_read: "知道了", "Understood";
        storage_gone: "本机的记录被浏览器清除了。已同步的会重新取回。", "The browser cleared this tablet’s records. What was synced comes back.";
        unsupported: "这个浏览器太旧，不能使用本应用。", "This browser is too old for the app.";
        unsupported_lead: "请用 Chrome 109 或 Safari 16.4 以上的浏览器打开。", "Open it in Chrome 109 or Safari 16.4 or newer.";
        wechat: "请在系统浏览器中打开", "Open in the system browser";
        wechat_lead: "微信里不能保存离线记录。点右上角“…”，选择“在浏览器打开”。", "WeChat cannot keep records offline. Tap “…” at the top right and choose to open in the browser.";
        copy_address: "复制网址", "Copy the address";
        crash: "出了问题。您填写的内容已保存，请重新载入。", "Something went wrong. What you typed is saved; please reload.";
        reload: "重新载入", "Reload";
        needs_newer_app: "有些记录由新版本写成：更新应用前，这些记录不能修改，本机的判断仅供参考，以服务器为准。", "Some records were written by a newer version: until the app is updated they cannot be changed here, and what this tablet says is provisional; the server decides.";
        rotate_hint: "横过来可以同时看列表和内容。", "Turn the tablet to see list and content together.";
    }
}

impl Lang {
    /// Cases whose chain does not hold.
    #[must_use]
    pub fn broken_chains(self, count: usize) -> String {
        self.pick(
            format!("本机有 {count} 件记录与校验值不符，可能被损坏或改动。联网后会重新索取；在此之前请勿据此判断或打印。"),
            format!("{count} records here do not match their checksums: damaged or altered. They are asked for again once there is a network; do not judge or print by them until then."),
        )
    }

    /// This tablet's clock is off by so much; nothing is refused for it.
    #[must_use]
    pub fn clock_told(self, offset_millis: i64) -> String {
        let off = self.clock_off(offset_millis);
        self.pick(
            format!("本机时间{off}，记录已按服务器时间更正。请在系统设置中打开自动校时。"),
            format!("This tablet’s clock is {off}; entries are corrected to the server’s time. Turn on automatic time in the system settings."),
        )
    }

    /// The browser threw away what was not sent: how much, plainly.
    #[must_use]
    pub fn lost(self, unsent: usize, photos: usize) -> String {
        let photos_zh = if photos > 0 {
            format!("、{photos} 张照片")
        } else {
            String::new()
        };
        let photos_en = if photos > 0 {
            format!(" and {}", self.photos(photos))
        } else {
            String::new()
        };
        self.pick(
            format!("此平板丢失了 {unsent} 条未送出的记录{photos_zh}：浏览器清除了本机数据。请凭记忆或纸面补录，并告知主管。"),
            format!("This tablet lost {unsent} unsent entries{photos_en}: the browser cleared its data. Enter them anew from memory or paper, and tell your manager."),
        )
    }

    /// The demo banner with its clock.
    #[must_use]
    pub fn demo_clock(self, at: Instant, utc_offset_minutes: i32) -> String {
        let at = self.full_moment(at, utc_offset_minutes);
        self.pick(format!("演示时间 {at}"), format!("Demo time {at}"))
    }
}
