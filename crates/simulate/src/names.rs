//! Invented names and numbers. No person or firm is meant.

use crate::rng::Rng;

const SURNAMES: [&str; 40] = [
    "赵", "钱", "孙", "李", "周", "吴", "郑", "王", "冯", "陈", "褚", "卫", "蒋", "沈", "韩", "杨", "朱", "秦", "尤",
    "许", "何", "吕", "施", "张", "孔", "曹", "严", "华", "金", "魏", "陶", "姜", "戚", "谢", "邹", "喻", "柏", "水",
    "窦", "章",
];

const GIVEN: [&str; 48] = [
    "建国", "秀英", "志强", "桂香", "文斌", "丽华", "国平", "小燕", "海波", "春梅", "永胜", "玉兰", "明辉", "雪梅",
    "振华", "艳红", "立新", "美玲", "家豪", "晓东", "红霞", "光明", "素芬", "德福", "冬梅", "学文", "翠云", "长青",
    "慧敏", "俊杰", "凤英", "少华", "细妹", "满生", "友良", "喜莲", "石生", "竹青", "秋菊", "松柏", "楚雄", "湘云",
    "向阳", "立春", "思远", "亦农", "念乡", "禾苗",
];

const BRANDS: [&str; 60] = [
    "金垄", "青岭", "云畦", "石泉", "禾源", "绿野", "竹溪", "山语", "田园", "丰稔", "百谷", "清溪", "长坪", "茶亭",
    "稻香", "松林", "银杏", "橘井", "枫林", "荷塘", "白鹭", "鹿鸣", "麦浪", "溪畔", "岭上", "新垦", "向荣", "同兴",
    "惠农", "众禾", "福田", "泉塘", "桐花", "兰草", "紫薇", "木兰", "青莲", "碧野", "晨露", "暖阳", "和顺", "益民",
    "兴隆", "聚丰", "联农", "共富", "勤耕", "厚土", "沃野", "山花", "野芳", "古井", "石桥", "高坪", "凤形", "龙泉",
    "仙槎", "流光", "双凤", "水井",
];

/// A person's name.
pub fn person(rng: &mut Rng) -> String {
    let surname = rng.pick(&SURNAMES).copied().unwrap_or("李");
    format!("{surname}{}", rng.pick(&GIVEN).copied().unwrap_or("明"))
}

/// The short name of the n-th firm; after the sixtieth with a number.
pub fn brand(n: usize) -> String {
    let name = BRANDS.get(n % BRANDS.len()).copied().unwrap_or("新禾");
    match n / BRANDS.len() {
        0 => name.to_owned(),
        1 => format!("新{name}"),
        more => format!("{name}{}", ["甲", "乙", "丙", "丁"].get(more - 2).copied().unwrap_or("戊")),
    }
}

/// The n-th invented mobile number.
pub fn phone(n: usize) -> String {
    format!("199000{n:05}")
}
