//! Why this slice says no.

base::refusals! {
    /// Why an act on alerts is refused.
    pub enum No {
        /// A name is missing or too long.
        Name => 422 "webhook.name" "名称必填，不超过 30 字" "A name is due, with 30 characters at most",
        /// Not an address that alerts may go to.
        Address => 422 "webhook.address" "请填完整的 https 地址；http 只用于本机或内网地址" "Give a whole https address; http is for this machine and private networks alone",
        /// Not the chat's own address.
        Foreign { host: String } => 422 "webhook.foreign" "这类推送的地址应在 {host}" "Addresses of this kind are at {host}",
        /// Signed webhooks need a secret.
        Secret => 422 "webhook.secret" "自建系统的推送须有 16 字以上的密钥，用来核对签名" "A secret of 16 characters or more is due, to check the signature",
        /// No such webhook.
        NoSuchWebhook => 404 "webhook.unknown" "没有这个推送" "There is no such webhook",
        /// It has ended.
        Ended => 409 "webhook.ended" "这个推送已停用" "This webhook has ended",
    }
}
