//! The words of headers in shops' books, as data.

use super::field::{Direction, Field};

/// Words that begin a header of purchases, longer ones first.
pub const PURCHASE: [&str; 8] = ["进货", "购进", "采购", "收购", "入库", "购入", "进", "购"];
/// Words that begin a header of sales, longer ones first.
pub const SALE: [&str; 8] = ["销售", "售出", "出库", "销货", "出货", "卖出", "销", "售"];
/// Columns that are not part of a line.
#[rustfmt::skip]
pub const IGNORED: [&str; 22] = ["结存", "库存", "期初", "期末", "剩余",
        "结余", "余额", "序号", "编号", "优惠", "折扣", "税", "欠", "未付", "已付", "生产日期", "保质", "到期", "有效期", "问题", "运费", "累计"];

use Direction::{Purchase, Sale};
use Field::{
    Amount, Channel, Contact, Date, DayOfMonth, Lot, Month, Note, Party, Payment, Product, Quantity, Spec, UnitPrice,
};
use Field::{Direction as Way, Unit as UnitField};

/// Whole headers, without blanks and units; the rank, and the side that the word itself implies.
#[rustfmt::skip]
pub const WORDS: &[(Field, u8, Option<Direction>, &[&str])] = &[
    (Date, 9, None, &["日期", "年月日", "交易日期", "业务日期", "记账日期", "单据日期", "开单日期", "发生日期", "登记日期"]),
    (Date, 7, None, &["时间", "交易时间", "登记时间", "年/月/日", "购销日期", "date"]),
    (Month, 9, None, &["月", "月份"]),
    (DayOfMonth, 9, None, &["日"]),
    (Product, 9, None, &["品名", "产品名称", "商品名称", "货品名称", "产品", "商品",
        "货物名称", "农产品名称", "扶贫产品名称", "帮扶产品名称", "物品名称", "product"]),
    (Product, 7, None, &["货品", "货物", "名称", "物品", "菜名", "品名规格", "品名及规格", "农产品", "农副产品", "产品品名", "商品品名", "货名"]),
    (Product, 4, None, &["品种", "品类", "类别", "产品类别"]),
    (Spec, 9, None, &["规格", "规格型号", "产品规格", "商品规格", "包装规格", "型号", "包装", "spec"]),
    (Spec, 3, None, &["等级", "级别"]),
    (UnitField, 9, None, &["单位", "计量单位", "数量单位", "计价单位", "unit"]),
    (Way, 9, None, &["类型", "收支", "收支类型", "业务类型", "购销类型", "进销",
        "进/销", "进销类型", "方向", "购/销", "交易类型", "单据类型", "出入库", "出入库类型", "购销", "进出"]),
    (Note, 9, None, &["备注", "附注", "说明", "备注说明", "note"]),
    (Note, 5, None, &["摘要"]),
    (Channel, 9, None, &["渠道", "销售渠道", "销售方式", "销售途径", "交易渠道", "线上/线下", "线上线下"]),
    (Payment, 9, None, &["付款方式", "支付方式", "结算方式", "收款方式", "付款", "支付", "收付款方式", "结账方式"]),
    (Lot, 9, None, &["批次", "批号", "批次号", "生产批号", "生产批次", "产品批次", "追溯码", "追溯码编号"]),
    (Contact, 9, None, &["联系电话", "联系方式", "电话", "手机", "手机号", "手机号码", "电话号码", "联系人电话"]),
    (Contact, 4, None, &["联系人", "联系人及电话"]),
    (Party, 9, None, &["往来单位", "对方单位", "对方", "交易对象", "往来对象", "对方名称", "往来客户", "单位名称", "姓名"]),
    (Party, 9, Some(Purchase), &["供货商", "供应商", "供货单位", "供货人", "供货方",
        "供货主体", "供货者", "货源", "来源", "进货来源", "进货渠道", "进货单位", "农户",
        "农户姓名", "卖方", "生产者", "生产主体", "供应单位", "供应方", "采购来源", "供货商名称",
        "供应商名称", "货源地", "农户名称", "供货农户", "来货单位", "产品来源", "生产单位", "带贫主体", "供货来源"]),
    (Party, 9, Some(Sale), &["客户", "客户名称", "顾客", "购货单位", "购买单位",
        "购买人", "买方", "买受人", "采购单位", "采购方", "采购人", "购买方", "购货方",
        "购货人", "去向", "销往", "销售对象", "销售去向", "销售单位", "收货单位", "收货方",
        "收货人", "消费者", "用户", "销货对象", "客户姓名", "产品去向"]),
    (Quantity, 9, None, &["数量", "重量", "净重", "数目", "quantity"]),
    (Quantity, 9, Some(Sale), &["销量", "卖出数"]),
    (UnitPrice, 9, None, &["单价", "价格", "均价", "price"]),
    (UnitPrice, 8, Some(Purchase), &["进价", "成本价", "收购价", "采购价", "进货价"]),
    (UnitPrice, 8, Some(Sale), &["售价", "零售价", "卖价", "销售价"]),
    (Amount, 9, None, &["金额", "总金额", "总价", "总额", "价款", "货款", "价税合计", "金额合计", "合计金额", "小计金额", "amount"]),
    (Amount, 6, None, &["合计", "小计", "实收", "实付", "应收", "应付", "总计", "共计", "实收金额", "应收金额", "应付金额", "实付金额"]),
    (Amount, 8, Some(Sale), &["销售额", "营业额", "销售收入", "售出金额"]),
    (Amount, 8, Some(Purchase), &["进货额", "采购额", "收购款", "进货款"]),
];
