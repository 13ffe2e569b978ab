//! What went wrong with signing in, with an account call, or with saving.

use super::Lang;
use super::area::area;
use super::common::many;
use super::refusal::{Refusal, RefusedBy};
use crate::engine::message::{AccountError, SubmitError};

area! {
    /// Sentences of account calls.
    Account {
        no_network: "没有网络。联网后再试，已填写的内容还在。", "No network. Try again once there is one; what you typed is still here.";
        wrong: "登录名或密码不对。", "The name or the password is wrong.";
        server_trouble: "服务器没有正常应答。请稍后再试，已填写的内容还在。", "The server did not answer properly. Try again later; what you typed is still here.";
        wrong_code: "登录码不对、已用过或已过期。请向发码人要一个新的。", "The code is wrong, used or expired. Ask for a new one.";
        wrong_set_up_token: "启用码不对或已用过。", "The set-up code is wrong or used.";
        sign_in_name_taken: "这个登录名已有人使用，请换一个。", "This sign-in name is taken; choose another.";
        beyond_authority: "只有物业总监、管理处负责人或公司主管领导可以这样做。", "Only a director, an office head or a company executive may do this.";
        not_on_staff: "您已不在本管理处任职，请联系物业总监。", "You are no longer on this office’s staff; ask your director.";
        device_revoked: "这台平板已被停用。未同步的记录还在本机，请联系物业总监。", "This tablet was revoked. Unsent work is still on it; ask your director.";
        not_signed_in: "登录已过期，请重新登录。", "Your session has ended; sign in again.";
        invalid: "有一项填写不对，请检查后再试。", "Something is filled in wrongly; check it and try again.";
        too_large: "内容太大，服务器没有接收。", "It is too large; the server did not take it.";
        demo_only: "只有演示管理处可以这样做。", "Only a demo office can do this.";
        clock_only_forward: "演示时钟只能向前拨。", "The demo clock only goes forward.";
        not_found: "服务器上没有这一项。同步后再试。", "The server has no such thing. Sync and try again.";
        refused: "服务器没有接受。请检查后再试，已填写的内容还在。", "The server did not accept it. Check it and try again; what you typed is still here.";

        storage: "没有保存成功：本机存储没有接收。已填写的内容还在，请再试一次。", "It was not saved: this tablet’s storage did not take it. What you typed is still here; try again.";
        needs_newer_app: "这件记录由新版本写过，请先更新应用再继续。已填写的内容还在。", "A newer version wrote on this; update the app before going on. What you typed is still here.";
        no_room: "没有保存：本机存储空间不足。已填写的内容还在，清出空间后再试。", "It was not saved: this tablet is out of space. What you typed is still here; make room and try again.";
        signed_out: "请先登录再保存。已填写的内容还在。", "Sign in before saving. What you typed is still here.";
        not_here: "所需的记录不在本机，又没有网络。联网后再保存，草稿已保留。", "What this needs is not on this tablet and there is no network. Save it once there is one; the draft is kept.";
        fenced: "本应用正在另一个窗口中使用，请在那里继续，或点“在此使用”。", "The app is in use in another tab. Go on there, or tap “Use here”.";
    }
}

impl Lang {
    /// What the server said to an account call, and what to do.
    #[must_use]
    pub fn account_error(self, error: &AccountError) -> String {
        let said = self.pick(&Account::ZH, &Account::EN);
        match error {
            AccountError::NoNetwork => said.no_network,
            AccountError::Wrong => said.wrong,
            AccountError::ServerTrouble => said.server_trouble,
            AccountError::TooMany {
                retry_after_seconds,
            } => return self.too_many(*retry_after_seconds),
            AccountError::Refused(code) => match code.as_str() {
                "wrong_credentials" => said.wrong,
                "wrong_code" => said.wrong_code,
                "wrong_setup_token" => said.wrong_set_up_token,
                "sign_in_name_taken" => said.sign_in_name_taken,
                "beyond_authority" => said.beyond_authority,
                "not_on_staff" => said.not_on_staff,
                "device_revoked" => said.device_revoked,
                "not_signed_in" => said.not_signed_in,
                "invalid" | "unreadable" => said.invalid,
                "too_large" => said.too_large,
                "demo_only" | "no_demo_here" => said.demo_only,
                "clock_only_forward" => said.clock_only_forward,
                "not_found" => said.not_found,
                "failed" => said.server_trouble,
                _ => said.refused,
            },
        }
        .to_owned()
    }

    fn too_many(self, seconds: u32) -> String {
        let seconds = usize::try_from(seconds).unwrap_or(usize::MAX);
        let span = if seconds > 90 {
            let minutes = seconds.div_ceil(60);
            self.pick(
                format!("{minutes} 分钟"),
                many(minutes, "minute", "minutes"),
            )
        } else {
            let seconds = seconds.max(1);
            self.pick(format!("{seconds} 秒"), many(seconds, "second", "seconds"))
        };
        self.pick(
            format!("试的次数太多，请 {span}后再试。"),
            format!("Too many attempts. Try again in {span}."),
        )
    }

    /// Why nothing was saved. A refusal by the rules says more: see [`Lang::refusal`].
    #[must_use]
    pub fn submit_error(self, error: &SubmitError) -> Refusal {
        let said = self.pick(&Account::ZH, &Account::EN);
        let what = match error {
            SubmitError::Refused(rejection) => {
                return self.refusal(rejection, RefusedBy::Tablet);
            }
            SubmitError::Storage => said.storage,
            SubmitError::NoRoom => said.no_room,
            SubmitError::NeedsNewerApp => said.needs_newer_app,
            SubmitError::SignedOut => said.signed_out,
            SubmitError::NotHere => said.not_here,
            SubmitError::Fenced => said.fenced,
        };
        Refusal {
            what: what.to_owned(),
            who_may: None,
            kept: String::new(),
            clause: None,
        }
    }
}

#[cfg(test)]
mod tests {
    use super::*;

    #[test]
    fn no_code_of_the_server_reaches_the_screen() {
        for code in ["wrong_code", "sign_in_name_taken", "something_new"] {
            for lang in Lang::ALL {
                let said = lang.account_error(&AccountError::Refused(code.to_owned()));
                assert!(!said.contains('_'), "{said}");
                assert!(!said.contains(code), "{said}");
            }
        }
    }

    #[test]
    fn too_many_attempts_say_when_to_try_again() {
        let said = |seconds| {
            Lang::Zh.account_error(&AccountError::TooMany {
                retry_after_seconds: seconds,
            })
        };
        assert_eq!(said(30), "试的次数太多，请 30 秒后再试。");
        assert_eq!(said(600), "试的次数太多，请 10 分钟后再试。");
    }
}
