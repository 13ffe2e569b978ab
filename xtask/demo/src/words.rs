//! What people at a mall complain about, what was done, and what they say afterwards.

use domain::follow_up::Category;

use crate::staff::{CLEANING, CUSTOMER_SERVICE, ENGINEERING, SECURITY};

/// A complaint as it is said, and how it is put right.
pub struct Topic {
    pub category: Category,
    pub department: &'static str,
    pub major: bool,
    pub content: &'static str,
    pub result: &'static str,
    /// The limit the manager sets when dispatching.
    pub limit_hours: i64,
}

const fn general(
    category: Category,
    department: &'static str,
    limit_hours: i64,
    content: &'static str,
    result: &'static str,
) -> Topic {
    Topic {
        category,
        department,
        major: false,
        content,
        result,
        limit_hours,
    }
}

const fn major(
    category: Category,
    department: &'static str,
    limit_hours: i64,
    content: &'static str,
    result: &'static str,
) -> Topic {
    Topic {
        category,
        department,
        major: true,
        content,
        result,
        limit_hours,
    }
}

pub const GENERAL: [Topic; 38] = [
    general(
        Category::Equipment,
        ENGINEERING,
        24,
        "店里空调从早上开始不制冷，试衣间像蒸笼，客人试一件就走了。",
        "清洗过滤网并补充冷媒，出风口温度已降到16℃，商户当场确认。",
    ),
    general(
        Category::Equipment,
        ENGINEERING,
        12,
        "扶梯口那盏射灯坏了三天，门口黑乎乎的，晚上没人进来。",
        "更换射灯两只，检查同一回路其余灯具，均正常。",
    ),
    general(
        Category::Equipment,
        ENGINEERING,
        8,
        "客梯今天停了两次，有顾客被关了几分钟，吓得不轻。",
        "维保单位更换门机皮带，试运行两小时无异常，已在梯内张贴说明。",
    ),
    general(
        Category::Equipment,
        ENGINEERING,
        24,
        "排烟罩风力太小，中午高峰厨房里全是油烟。",
        "清理排烟管道积油，更换风机皮带，风量恢复。",
    ),
    general(
        Category::Equipment,
        ENGINEERING,
        24,
        "收银台插座接触不良，刷卡机老是断电。",
        "更换插座面板，重新压接线头，测试正常。",
    ),
    general(
        Category::Equipment,
        ENGINEERING,
        12,
        "卷帘门降到一半卡住，打烊锁不了门。",
        "调整导轨并更换限位开关，升降十次正常。",
    ),
    general(
        Category::Equipment,
        ENGINEERING,
        24,
        "自动门反应太慢，老人被夹了一下胳膊。",
        "调整感应器角度与关门延时，增加防夹测试记录。",
    ),
    general(
        Category::BuildingRepair,
        ENGINEERING,
        48,
        "天花板漏水，滴在货架上，两箱衣服受潮。",
        "查明为上层洗手盆下水接口松动，已更换密封圈，天花板晾干后修补。",
    ),
    general(
        Category::BuildingRepair,
        ENGINEERING,
        72,
        "门口地砖翘起一块，有顾客绊了一跤。",
        "重新铺贴地砖四块，勾缝后设警示牌至次日。",
    ),
    general(
        Category::BuildingRepair,
        ENGINEERING,
        72,
        "后通道墙皮大片脱落，落灰沾到货上。",
        "铲除空鼓墙皮并重新批刮、涂刷。",
    ),
    general(
        Category::BuildingRepair,
        ENGINEERING,
        24,
        "洗手间水龙头关不紧，地上总是一滩水。",
        "更换阀芯，检查其余龙头六只。",
    ),
    general(
        Category::BuildingRepair,
        ENGINEERING,
        12,
        "下水道堵了，污水倒灌到操作间，味道很大。",
        "疏通主管并清掏隔油池，提醒商户每周清理滤网。",
    ),
    general(
        Category::BuildingRepair,
        ENGINEERING,
        48,
        "玻璃门地弹簧坏了，关门声音很响，顾客抱怨。",
        "更换地弹簧，调整闭门速度。",
    ),
    general(
        Category::Cleaning,
        CLEANING,
        4,
        "电梯口垃圾桶满了没人倒，汤水流了一地。",
        "立即清运并冲洗地面，该点位清运由每日三次改为五次。",
    ),
    general(
        Category::Cleaning,
        CLEANING,
        8,
        "公共洗手间没有纸也没有洗手液，地面很湿。",
        "补充纸品与洗手液，安排专人每小时巡查签到。",
    ),
    general(
        Category::Cleaning,
        CLEANING,
        24,
        "门前地面有口香糖和油渍，擦了也擦不掉。",
        "用清洁剂浸润后铲除，并做晶面处理。",
    ),
    general(
        Category::Cleaning,
        CLEANING,
        24,
        "外墙玻璃都是水渍，橱窗陈列看不清。",
        "安排外墙清洗，橱窗玻璃当日擦净。",
    ),
    general(
        Category::Cleaning,
        CLEANING,
        24,
        "后场通道有老鼠，咬坏了两袋面粉。",
        "联系消杀公司布点并封堵管道孔洞，一周后复查无鼠迹。",
    ),
    general(
        Category::Cleaning,
        CLEANING,
        4,
        "保洁用的拖把味道很重，拖完整条走廊都是馊味。",
        "更换拖布，要求分区专用并每日消毒晾晒。",
    ),
    general(
        Category::Cleaning,
        CLEANING,
        12,
        "货梯厅堆着纸箱两天没人收。",
        "当场清运，并与回收单位约定每日18时前收取。",
    ),
    general(
        Category::Security,
        SECURITY,
        8,
        "昨晚打烊后有人在店门口徘徊，要求调监控看看。",
        "调取监控核实为夜班送货人员，夜间巡更增加此点位。",
    ),
    general(
        Category::Security,
        SECURITY,
        4,
        "有推销员进店纠缠顾客，保安站在旁边不管。",
        "劝离推销人员，对当班保安批评教育并重申岗位职责。",
    ),
    general(
        Category::Security,
        SECURITY,
        24,
        "员工通道门禁坏了，谁都能进后场。",
        "门禁读卡器更换，失效卡片重新登记。",
    ),
    general(
        Category::FireSafety,
        SECURITY,
        4,
        "消防通道被推车堵住，通道门也打不开。",
        "清理通道并修复推杆锁，对堆放商户发放提示。",
    ),
    general(
        Category::FireSafety,
        SECURITY,
        24,
        "店里烟感一直闪红灯，怕是坏了。",
        "更换烟感探头，与消控室联动测试正常。",
    ),
    general(
        Category::Parking,
        SECURITY,
        12,
        "地下停车场出口排队半小时，顾客不愿再来。",
        "高峰期增开一条出口并派人引导，排队降到五分钟内。",
    ),
    general(
        Category::Parking,
        SECURITY,
        24,
        "顾客充了停车券，出场还是收了费。",
        "核实系统未同步，退还费用并联系厂家修正。",
    ),
    general(
        Category::Parking,
        SECURITY,
        24,
        "卸货车位被私家车占着，送货的车进不来。",
        "联系车主移车，卸货区加装地锁并公示时段。",
    ),
    general(
        Category::Noise,
        CUSTOMER_SERVICE,
        8,
        "隔壁装修白天打钻，我们这边没法跟客人说话。",
        "约谈装修单位，噪声作业改到22时以后并公示。",
    ),
    general(
        Category::Noise,
        CUSTOMER_SERVICE,
        4,
        "中庭活动音响太大，震得玻璃都响。",
        "与活动方约定音量上限70分贝，现场复测合格。",
    ),
    general(
        Category::Greening,
        CLEANING,
        48,
        "门口绿植枯了一大片，很难看，还长小飞虫。",
        "更换绿植十二盆，喷药除虫。",
    ),
    general(
        Category::Facilities,
        CUSTOMER_SERVICE,
        48,
        "儿童游乐区的滑梯螺丝松了，孩子差点划伤。",
        "停用检修，更换螺栓并全面检查后恢复开放。",
    ),
    general(
        Category::Facilities,
        CUSTOMER_SERVICE,
        24,
        "导购屏上我们店的位置还是老地方，客人找不到。",
        "更新导购屏与楼层图，现场核对。",
    ),
    general(
        Category::Fees,
        CUSTOMER_SERVICE,
        48,
        "上个月电费比前一个月多了一倍，没人解释。",
        "与商户一同抄表核对，为空调加时用电，已出具明细。",
    ),
    general(
        Category::Fees,
        CUSTOMER_SERVICE,
        48,
        "物业费通知单上的面积和合同对不上。",
        "按合同面积更正通知单并当面致歉。",
    ),
    general(
        Category::Service,
        CUSTOMER_SERVICE,
        8,
        "打了三次服务电话没人接，报修一直没人管。",
        "核查话务记录，调整中午值班，已回电说明并登记报修。",
    ),
    general(
        Category::Service,
        CUSTOMER_SERVICE,
        24,
        "申请夜间加班空调两天了没有答复。",
        "补办审批并当面答复，以后申请当日回复。",
    ),
    general(
        Category::StaffConduct,
        CUSTOMER_SERVICE,
        24,
        "前台人员说话很冲，问个路都不耐烦。",
        "当事人当面致歉，部门组织服务礼仪培训。",
    ),
];

pub const MAJOR: [Topic; 7] = [
    major(
        Category::Equipment,
        ENGINEERING,
        8,
        "整层停电四十分钟，冷柜里的货全化了，要求赔偿并说明原因。",
        "查明为母线接头过热跳闸，已更换接头并红外测温，损失另行协商。",
    ),
    major(
        Category::FireSafety,
        SECURITY,
        4,
        "厨房起火时消火栓没有水，幸好灭火器扑灭了。",
        "稳压泵故障已修复，全区消火栓逐一出水测试并记录。",
    ),
    major(
        Category::BuildingRepair,
        ENGINEERING,
        24,
        "消防水管爆裂，整间店泡水，货物损失很大。",
        "关阀抢修并更换管段，协助清点损失，启动保险理赔。",
    ),
    major(
        Category::Security,
        SECURITY,
        8,
        "夜里被撬门，丢了一台收银机和现金。",
        "配合警方调取监控，加装后门报警器，夜班增加一岗。",
    ),
    major(
        Category::Equipment,
        ENGINEERING,
        8,
        "自动扶梯突然倒转，两位顾客摔倒受伤。",
        "停梯封闭，特检机构检测合格后恢复，陪同就医并跟进。",
    ),
    major(
        Category::StaffConduct,
        SECURITY,
        24,
        "保安与送货司机动手，吓跑了一屋子客人。",
        "当事人停岗并书面检讨，队伍重新培训，向商户当面道歉。",
    ),
    major(
        Category::Cleaning,
        CLEANING,
        8,
        "油污水从上层流进我们后厨，被卫生部门检查记录了。",
        "查清上层隔油池满溢，责令清掏并消毒我方后厨，出具说明。",
    ),
];

pub const SHORTCOMINGS: [&str; 10] = [
    "无",
    "无",
    "无",
    "无",
    "来得有点晚，打了两次电话才来。",
    "修的时候没有提前说要停电。",
    "处理完现场没有收拾干净。",
    "希望早点告诉我们处理到哪一步了。",
    "同样的问题以前出现过一次。",
    "师傅没有带鞋套。",
];
pub const SUGGESTIONS: [&str; 10] = [
    "无",
    "无",
    "无",
    "无",
    "希望定期检查，不要等坏了再修。",
    "建议在商户群里提前通知。",
    "高峰时段多安排人手。",
    "希望固定一位联系人。",
    "建议每月巡店一次。",
    "周末也要有人值班。",
];
pub const DISSATISFIED: [&str; 5] = [
    "修好两天又出现同样的问题。",
    "处理结果和当初答应的不一样。",
    "拖得太久，生意受了影响。",
    "只是简单擦了一下，味道还在。",
    "说好回电话，一直没有人打来。",
];
pub const SECOND_RESULT: &str = "负责人到场复查，重新处理并向商户说明原因，留下直线电话。";
pub const LATE_REASONS: [&str; 4] = [
    "商户连续两天外出进货，约到今天才见面。",
    "当班人员因台风值守调开，未能按时回访。",
    "商户盘点期间不便打扰，应其要求改期。",
    "回访人员请假，交接遗漏，今日补访。",
];
pub const PHONE_REASONS: [&str; 3] = [
    "负责人在外地，约定电话回访。",
    "商户临时歇业装修，电话联系到负责人。",
    "商户要求电话沟通，不必到店。",
];
pub const UNSIGNED_REASONS: [&str; 2] = [
    "商户正在接待客人，口头确认，不便签名。",
    "店长不在，店员确认但不愿代签。",
];
pub const HAND_UP_REASONS: [&str; 4] = [
    "超出物业助理职责，需其他部门处理。",
    "需要动用维修力量，请经理立项。",
    "涉及费用，请经理定夺。",
    "商户要求尽快安排，请经理调度。",
];
pub const UNREACHABLE_REASON: &str = "三次回访均未见到负责人，店铺已停业撤柜。";
