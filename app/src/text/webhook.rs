//! 群消息: which case moved, told to a group of WeCom or DingTalk.

use super::Lang;
use super::area::area;

area! {
    /// The card of settings.
    Webhook {
        title: "群消息", "Group messages";
        lead: "投诉、维修单或违章有变动时，由服务器通知企业微信或钉钉群。只发种类和编号，不发任何个人信息。", "When a complaint, a work order or a violation moves, the server tells a group of WeCom or DingTalk. Kinds and ids only, never anything about a person.";
        none: "没有设置，不发送。", "Not set: nothing is sent.";
        address: "群机器人地址", "Address of the group’s robot";
        address_hint: "以 https:// 开头的完整地址，含密钥。保存后不再显示。", "The whole address, from https:// on, with its key. It is not shown again once saved.";
        address_wrong: "不能用这个地址：须以 https:// 开头，用域名，不带端口。", "This address cannot be used: it begins with https://, names a domain and no port.";
        host: "发往", "Sent to";
        stands: "状态", "State";
        on: "发送中", "On";
        off: "已停止", "Off";
        turn_on: "开始发送", "Switch on";
        turn_off: "停止发送", "Switch off";
        change: "更换地址", "Change the address";
        forget: "删除地址", "Delete the address";
        try_out: "试发一条", "Send a test message";
        delivered: "最近送达", "Last delivered";
        failed: "最近失败", "Last failure";
        never: "还没有", "None yet";
        answer: "对方的回答", "The answer";
        no_answer: "没有回答", "No answer";
        arrived: "试发的消息已送达。", "The test message arrived.";
        not_arrived: "试发的消息没有送达。", "The test message did not arrive.";
    }
}

impl Lang {
    /// What the group's server answered, as it came: its reader has to find out why.
    #[must_use]
    pub fn webhook_answer(self, status: u16, answer: &str) -> String {
        if answer.is_empty() {
            format!("HTTP {status}")
        } else {
            format!("HTTP {status} · {answer}")
        }
    }

    /// Messages that did not arrive since the last one that did.
    #[must_use]
    pub fn webhook_failures(self, failures: u64) -> String {
        self.pick(
            format!("连续 {failures} 次没有送达，会继续重发"),
            format!("{failures} in a row did not arrive; it is tried again"),
        )
    }
}
