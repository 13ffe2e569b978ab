//! Starting a real office with the one-time set-up token.

use super::area::area;

area! {
    /// Company, first office, first director, procedure.
    SetUp {
        title: "启用新的管理处", "Set up a new office";
        lead: "部署者给出的一次性启用码，用来建立公司、第一个管理处和第一位物业总监。", "With the one-time set-up code from whoever installed the product you found the company, its first office and its first director.";
        token: "启用码", "Set-up code";
        company: "公司名称", "Company";
        office: "管理处名称", "Office";
        office_hint: "例如：中心广场管理处", "For example: Central Plaza office";
        director: "第一位物业总监", "The first director";
        director_name: "姓名", "Name";
        sign_in_name: "登录名", "Sign-in name";
        sign_in_name_hint: "字母、数字或汉字，登录时使用。", "Letters or digits; used to sign in.";
        password: "密码", "Password";
        password_again: "再输一次密码", "The password once more";
        password_differs: "两次输入的密码不一样。", "The two passwords differ.";
        procedure: "采用的规程", "Procedure";
        mall: "商场（商户）", "Mall (merchants)";
        mall_hint: "投诉处理完毕后 3 天内回访，回访率 100%，以当面回访为主。", "Complaints are followed up within 3 days of handling, all of them, mostly in person.";
        estate: "小区（业户）", "Estate (residents)";
        estate_hint: "投诉销项后第 3 至 7 天回访，回访率不少于 60%，以电话为主。", "Complaints are followed up on day 3 to 7 after close-out, at least 60 %, mostly by phone.";
        time_zone: "时区", "Time zone";
        china_time: "北京时间（UTC+8）", "China time (UTC+8)";
        act: "启用", "Set up";
        acting: "正在启用…", "Setting up…";
        done: "管理处已启用。", "The office is set up.";
        next_steps: "接下来：添加员工，再导入铺位与商户。", "Next: add your staff, then import units and merchants.";
        missing: "请填写这一项。", "Fill this in.";
    }
}
