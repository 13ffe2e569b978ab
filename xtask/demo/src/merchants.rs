//! The merchants of the demo mall: four blocks, from a fixed seed.

use fastrand::Rng;

/// A unit with who trades in it.
pub struct Merchant {
    pub code: String,
    pub name: String,
    pub contact: String,
    pub phone: String,
    pub trade: &'static str,
    pub flagship: bool,
    /// How long before the demo's beginning they moved in.
    pub months_here: u32,
}

struct Block {
    letter: char,
    floors: u32,
    units_per_floor: u32,
    trades: &'static [(&'static str, &'static [&'static str])],
}

const BLOCKS: [Block; 4] = [
    Block {
        letter: 'A',
        floors: 3,
        units_per_floor: 11,
        trades: &[
            ("服装", &["女装", "男装馆", "童装屋", "牛仔生活馆"]),
            ("鞋包", &["皮具", "鞋业"]),
            ("珠宝", &["珠宝", "银饰"]),
            ("化妆品", &["美妆", "护肤馆"]),
        ],
    },
    Block {
        letter: 'B',
        floors: 3,
        units_per_floor: 11,
        trades: &[
            ("餐饮", &["火锅", "面馆", "小厨", "烤鱼", "粥铺", "砂锅居"]),
            ("饮品", &["茶饮", "咖啡"]),
            ("烘焙", &["烘焙坊", "糕点铺"]),
        ],
    },
    Block {
        letter: 'C',
        floors: 3,
        units_per_floor: 10,
        trades: &[
            ("儿童", &["母婴生活馆", "玩具城", "绘本馆"]),
            ("数码", &["手机维修", "数码"]),
            ("家居", &["家纺", "家居", "灯饰"]),
            ("眼镜", &["眼镜"]),
        ],
    },
    Block {
        letter: 'D',
        floors: 3,
        units_per_floor: 10,
        trades: &[
            ("生活服务", &["美甲", "造型", "洗衣", "摄影"]),
            ("药店", &["大药房"]),
            ("教育", &["舞蹈中心", "少儿英语", "书法教室"]),
            ("运动", &["健身", "瑜伽馆"]),
            ("超市", &["生鲜超市", "便利店"]),
        ],
    },
];

const STEMS: [&str; 48] = [
    "锦华", "云裳", "素心", "拾光", "禾木", "青禾", "星语", "南风", "北巷", "暖阳", "知味", "老街",
    "江畔", "小满", "闻香", "百味", "万福", "嘉禾", "瑞祥", "恒泰", "海棠", "木棉", "山语", "朴素",
    "初见", "半夏", "听雨", "松间", "花间", "麦田", "白鹭", "柚子", "晨光", "玉兰", "东篱", "鼎盛",
    "同德", "福临", "春晓", "秋实", "兰亭", "和悦", "清泉", "石榴", "金桂", "竹里", "长乐", "安然",
];
const SURNAMES: [&str; 24] = [
    "王", "李", "张", "刘", "陈", "杨", "黄", "吴", "徐", "孙", "胡", "朱", "高", "林", "郭", "梁",
    "谢", "韩", "邓", "曾", "彭", "蒋", "蔡", "潘",
];
const GIVEN: [&str; 24] = [
    "丽华", "建平", "志强", "秀英", "国华", "晓东", "雪梅", "永康", "文静", "海燕", "俊杰", "桂芳",
    "伟民", "红霞", "明亮", "春生", "玉珍", "家豪", "慧玲", "少华", "凤仪", "泽宇", "思远", "美玲",
];

/// All of them, the same each time.
pub fn all(random: &mut Rng) -> Vec<Merchant> {
    let mut merchants: Vec<Merchant> = Vec::new();
    let mut stems: Vec<&str> = STEMS.to_vec();
    for block in &BLOCKS {
        random.shuffle(&mut stems);
        let codes = (1..=block.floors).flat_map(|floor| {
            (1..=block.units_per_floor)
                .map(move |unit| (floor, format!("{}-{floor}{unit:02}", block.letter)))
        });
        for ((floor, code), stem) in codes.zip(stems.iter()) {
            let (trade, suffixes) = pick(random, block.trades);
            let suffix = pick(random, suffixes);
            // The ground floor is where the flagship shops are.
            let flagship = floor == 1 && random.u8(..10) < 4;
            merchants.push(Merchant {
                code,
                name: format!("{stem}{suffix}{}", if flagship { "专卖店" } else { "" }),
                contact: format!("{}{}", pick(random, &SURNAMES), pick(random, &GIVEN)),
                phone: format!(
                    "13{}{:08}",
                    random.u8(5..10),
                    random.u32(10_000_000..99_999_999)
                ),
                trade,
                flagship,
                months_here: random.u32(2..60),
            });
        }
    }
    merchants
}

/// One of a list that is never empty.
pub fn pick<T: Copy + Default>(random: &mut Rng, of: &[T]) -> T {
    let index = random.usize(..of.len().max(1));
    of.get(index).copied().unwrap_or_default()
}

#[cfg(test)]
mod tests {
    use std::collections::BTreeSet;

    use fastrand::Rng;

    use super::all;

    #[test]
    fn the_mall_has_more_than_120_units_each_with_a_name_of_its_own() {
        let merchants = all(&mut Rng::with_seed(1));
        let codes: BTreeSet<_> = merchants.iter().map(|one| &one.code).collect();
        let names: BTreeSet<_> = merchants.iter().map(|one| &one.name).collect();
        assert!(codes.len() >= 120);
        assert_eq!(codes.len(), merchants.len());
        assert_eq!(names.len(), merchants.len());
    }
}
