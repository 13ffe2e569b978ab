//! In whose name an entry was made, who brought it in, and who says that it was so.

use super::Lang;
use super::area::area;
use super::timeline::Names;
use domain::event::StandIn;
use domain::id::PersonId;

area! {
    /// Marks on the lines of a timeline, and the list of what waits for me.
    Origin {
        stand_in: "代", "On behalf";
        brought_in: "由他人从文件导入", "Brought in from a file by another";
        unconfirmed: "待本人确认", "Not confirmed by them yet";
        denied: "本人否认", "Denied by the one named";
        confirmed: "本人已确认", "Confirmed by the one named";
        named: "有人以您的名义登记了这一条。请确认是否属实。", "Somebody entered this in your name. Please say whether it is so.";
        was_brought_in: "您在另一台平板上未送出的记录，由他人从文件导入。请确认是否属实。", "Your unsent entry from another tablet was brought in from a file by somebody else. Please say whether it is so.";
        confirm: "属实", "It is so";
        deny: "不属实", "It is not so";
        deny_reason: "哪里不对", "What is wrong with it";
        entry: "记录", "Entry";
        happened: "发生时间", "Happened at";
        open: "查看", "Look at it";
        waiting: "待本人确认的记录", "Entries not confirmed yet";
    }
}

impl Lang {
    /// Whoever went, each with the name they acted in: 李梅（代 王强）.
    #[must_use]
    pub fn people_who_went(
        self,
        people: &[PersonId],
        stand_ins: &[StandIn],
        names: &impl Names,
    ) -> Vec<String> {
        let said = |person: &PersonId| {
            let who = names.person(*person);
            let holders: Vec<String> = stand_ins
                .iter()
                .filter(|one| one.by == *person)
                .map(|one| names.person(one.holder))
                .collect();
            if holders.is_empty() {
                who
            } else {
                self.signed_for_another(&who, &self.list(&holders))
            }
        };
        people.iter().map(said).collect()
    }
}
