//! Words of shops' books for means and channels.

use books::Means;

/// By which means a row says that it was paid. Vouchers that a file only claims are still to be collected,
/// so they stand on account: Huoshui has not redeemed them.
pub(super) fn means(text: &str) -> Means {
    let has = |words: &[&str]| words.iter().any(|word| text.contains(word));
    if has(&["微信", "wechat"]) {
        Means::Wechat
    } else if has(&["支付宝", "alipay"]) {
        Means::Alipay
    } else if has(&["挂账", "赊", "欠", "月结", "未付", "券", "劵"]) {
        Means::OnAccount
    } else if has(&["银行", "转账", "刷卡", "对公", "汇款"]) {
        Means::Bank
    } else {
        Means::Cash
    }
}

/// Where a row says that it was sold.
pub(super) fn channel(text: &str) -> &'static str {
    let has = |words: &[&str]| words.iter().any(|word| text.contains(word));
    if has(&["批发", "食堂", "团购", "单位"]) {
        "wholesale"
    } else if has(&["网", "线上", "电商", "直播", "抖音", "淘宝", "拼多多"]) {
        "online"
    } else {
        "till"
    }
}

/// A remark that begins with what may be a receipt number of a till: digits, perhaps with letters and dashes, after a
/// word for receipt. What follows a semicolon is the remark itself.
pub(super) fn receipt(note: &str) -> Option<String> {
    let number = note.split('；').next().unwrap_or_default();
    let mut text: String = number.trim().chars().map(base::names::half_width).collect();
    for word in ["小票号", "小票", "单号", "流水号", "收据", "No.", "NO."] {
        text = text.trim_start_matches(word).trim_start_matches([':', '：', ' ', '#']).to_owned();
    }
    let plain = text.chars().all(|c| c.is_ascii_alphanumeric() || c == '-' || c == '_');
    let digits = text.chars().filter(char::is_ascii_digit).count();
    (plain && digits >= 1 && text.len() <= 40).then_some(text)
}

/// Whether it is one beyond doubt, to be kept: a short number may be anything, unless a receipt here has it.
pub(super) fn is_number(receipt: &str) -> bool {
    receipt.chars().filter(char::is_ascii_digit).count() >= 3
}

#[cfg(test)]
mod tests {
    use super::*;

    #[test]
    fn shops_words_are_understood() {
        for (text, expect) in [
            ("微信支付", Means::Wechat),
            ("支付宝", Means::Alipay),
            ("挂账", Means::OnAccount),
            ("消费券", Means::OnAccount),
            ("对公转账", Means::Bank),
            ("现金", Means::Cash),
            ("", Means::Cash),
        ] {
            assert_eq!(means(text), expect, "{text}");
        }
        for (text, expect) in [("批发", "wholesale"), ("线上", "online"), ("门店", "till"), ("", "till")] {
            assert_eq!(channel(text), expect, "{text}");
        }
        for (note, expect) in [
            ("小票号：A-0042", Some("A-0042")),
            ("A-0042；老客户", Some("A-0042")),
            ("20200804001", Some("20200804001")),
            ("送货", None),
            ("12", Some("12")),
            ("退 001 号", None),
            ("", None),
        ] {
            assert_eq!(receipt(note).as_deref(), expect, "{note}");
        }
        assert!(is_number("A-0042") && !is_number("12"));
    }
}
