//! The sign-in page.

use super::area::area;

area! {
    /// Signing in with a password, or the first time with a one-time code.
    SignIn {
        title: "登录", "Sign in";
        lead: "登录后，这台平板没有网络也能使用。", "Once signed in, this tablet works without a network.";
        sign_in_name: "登录名", "Sign-in name";
        password: "密码", "Password";
        show_password: "显示密码", "Show the password";
        hide_password: "隐藏密码", "Hide the password";
        act: "登录", "Sign in";
        acting: "正在登录…", "Signing in…";
        by_code: "用一次性登录码登录", "Sign in with a one-time code";
        by_password: "用密码登录", "Sign in with a password";
        code: "一次性登录码", "One-time code";
        code_hint: "由物业总监或管理处负责人发给您，只能用一次。", "From your director or office head. It works once.";
        new_password: "新密码", "New password";
        new_password_hint: "至少 10 个字符。", "At least 10 characters.";
        password_too_short: "密码至少要 10 个字符。", "A password has at least 10 characters.";
        set_and_sign_in: "设定密码并登录", "Set the password and sign in";
        name_missing: "请填写登录名。", "Enter your sign-in name.";
        password_missing: "请填写密码。", "Enter your password.";
        code_missing: "请填写一次性登录码。", "Enter the one-time code.";
        demo_title: "演示登录名", "Sign-in names of the demo";
        demo_lead: "点一下即可登录。所有人的密码相同：", "Tap one to sign in. They all share a password:";
        unsent_waits: "本机还有未同步的记录，登录后会自动发送。", "This tablet still holds unsent work. It is sent once somebody signs in.";
        needs_network: "第一次登录这台平板需要网络。", "The first sign-in on this tablet needs a network.";
        office: "管理处", "Office";
        choose_office: "选择管理处", "Choose an office";
        choose_office_lead: "您在几个管理处任职。这台平板一次打开一个；要换一个，请退出后重新登录。", "You belong to several offices. This tablet opens one at a time; to change, sign out and in again.";
    }
}
