//! 导入未送出记录: what another tablet could not send.

use domain::log::BringInFault;
use domain::sync::message::PushFault;

use super::Lang;
use super::area::area;
use crate::engine::message::{BringInError, BringInOutcome};

area! {
    /// Bringing in a file of unsent work.
    BringIn {
        title: "导入未送出记录", "Bring in unsent entries";
        lead: "另一台平板坏了或不能联网时：选它导出的文件，由您交给服务器。记录仍算原填写人的，并注明由您导入；那台平板日后恢复，也不会重复。", "When another tablet broke or cannot go online: choose the file it exported and hand it to the server. The entries stay their authors’ and note that you brought them in; should that tablet come back, nothing doubles.";
        choose: "选择文件", "Choose the file";
        reading: "正在读文件…", "Reading…";
        working: "正在导入…", "Bringing in…";
        confirm: "导入", "Bring in";
        cancel: "不导入", "Do not";
        exported_at: "导出时间", "Exported";
        entries: "记录", "Entries";
        photos: "照片", "Photos";
        photos_elsewhere: "不在文件里的照片", "Photos not in the file";
        who: "填写人", "By";
        when: "填写时间", "Entered";
        what: "内容", "What";
        not_a_file: "这不是本应用导出的未送出记录文件。", "This is not a file of unsent entries exported by this app.";
        newer_file: "文件是较新版本的应用导出的，请先更新本机的应用。", "The file was exported by a newer version; update the app here first.";
        damaged: "文件不完整或被改动过，没有导入任何内容。请重新导出一次。", "The file is incomplete or was altered; nothing was brought in. Export it again.";
        other_office: "文件属于另一个管理处，不能在这里导入。", "The file is of another office and cannot be brought in here.";
        no_network: "没有网络：导入需要服务器。请联网后再试。", "No network: bringing in needs the server. Try again once there is one.";
        server_trouble: "服务器暂时没有正常应答，请稍后再试；已导入的不会重复。", "The server does not answer properly just now. Try again later; what came in is not doubled.";
        no_room: "文字已导入；本机空间不足，照片没有全部取出。清出空间后再导入一次，文字不会重复。", "The texts are in; there was no room here for all photos. Make room and bring the file in again; texts are not doubled.";
        signed_out: "请先登录。", "Sign in first.";
        unknown_device: "文件来自本管理处没有登记过的平板，没有导入任何内容。", "The file is from a tablet this office never enrolled; nothing was brought in.";
        not_their_device: "文件里有人从未在那台平板上登录过，没有导入任何内容。", "Somebody in the file never signed in on that tablet; nothing was brought in.";
        beyond_authority: "文件里有别人的记录：只有物业经理或总监可以导入别人的记录，本人可以导入自己的。", "The file has other people’s entries: only the property manager or the director brings in others’, everybody their own.";
        gap: "文件前面缺了记录：请先导入较早导出的文件，或在那台平板上重新导出。没有导入任何内容。", "Earlier entries are missing: bring in the file exported before, or export again on that tablet. Nothing was brought in.";
        other_content: "服务器已有同号但内容不同的记录，文件可能被改动过。没有导入任何内容。", "The server has entries of the same numbers with other content; the file may have been altered. Nothing was brought in.";
        id_taken: "文件里有记录的编号已被别的记录占用，没有导入任何内容。", "An entry’s id in the file names something else already; nothing was brought in.";
    }
}

impl Lang {
    /// Why nothing was brought in.
    #[must_use]
    pub fn not_brought_in(self, error: &BringInError) -> &'static str {
        let words = self.pick(&BringIn::ZH, &BringIn::EN);
        match error {
            BringInError::NotAFile => words.not_a_file,
            BringInError::NewerFile => words.newer_file,
            BringInError::Damaged => words.damaged,
            BringInError::OtherOffice => words.other_office,
            BringInError::NoNetwork => words.no_network,
            BringInError::ServerTrouble => words.server_trouble,
            BringInError::NoRoom => words.no_room,
            BringInError::SignedOut => words.signed_out,
            BringInError::Refused(fault) => match fault {
                BringInFault::Unreadable { .. } => words.newer_file,
                BringInFault::Altered { .. } => words.damaged,
                BringInFault::UnknownDevice { .. } => words.unknown_device,
                BringInFault::NotTheirDevice { .. } => words.not_their_device,
                BringInFault::BeyondAuthority { .. } => words.beyond_authority,
                BringInFault::Stopped(PushFault::Gap { .. }) => words.gap,
                BringInFault::Stopped(PushFault::Cloned { .. }) => words.other_content,
                BringInFault::Stopped(PushFault::IdTaken { .. }) => words.id_taken,
                BringInFault::Stopped(_) => words.damaged,
            },
        }
    }

    /// What became of the file.
    #[must_use]
    pub fn brought_in(self, outcome: BringInOutcome) -> String {
        let BringInOutcome {
            taken,
            known,
            refused,
            photos,
        } = outcome;
        self.pick(
            format!("导入 {taken} 条，服务器已有 {known} 条，退回 {refused} 条（在其填写人的“需处理”里），照片 {photos} 张正在上传。"),
            format!("{taken} brought in, {known} known to the server, {refused} refused (waiting with their authors), {photos} photos on their way."),
        )
    }
}
