//! Why identity says no.

base::refusals! {
    /// In the order in which they are checked.
    pub enum No {
        /// Unknown login or wrong password; which of the two is not said.
        WrongSignIn => 401 "session.wrong" "登录名或密码不对" "The login or the password is wrong",
        /// Too many failures.
        Locked { minutes: i64 } => 423 "session.locked" "连续输错次数过多，请 {minutes} 分钟后再试，或请管理员重置" "Too many failures; try again in {minutes} minutes or ask the administrator for a reset",
        /// A second factor is set up and was not given.
        TotpNeeded => 401 "session.totp_needed" "请再输入动态验证码" "Enter the one-time code as well",
        /// The code is wrong or was used already.
        TotpWrong => 401 "session.totp_wrong" "动态验证码不对或已用过" "The one-time code is wrong or was used already",
        /// The person holds no post today.
        NoPost => 403 "session.no_post" "该人员当前没有任何在任岗位" "This person holds no post today",
        /// The session is unknown or ended.
        Ended => 401 "session.ended" "登录已失效，请重新登录" "The session has ended; sign in again",
        /// Link unknown, used or too old.
        LinkDead => 410 "link.dead" "链接已失效或已使用，请管理员重新生成" "The link is no longer valid; ask the administrator for a new one",
        /// Password too short, or one that is guessed first.
        PasswordWeak => 422 "password.weak" "密码至少 10 个字符，不能是登录名、常见密码，或连续、重复的字符（如 1234567890）" "A password has at least 10 characters and is not the login, a well-known password, or a row of characters such as 1234567890",
        /// Old password wrong.
        PasswordWrong => 422 "password.wrong" "原密码不对" "The old password is wrong",
        /// Login malformed.
        LoginInvalid => 422 "person.login_invalid" "登录名应为 3 到 40 个小写字母、数字、点、横线或下划线" "A login is 3 to 40 lower-case letters, digits, dots, dashes or underscores",
        /// Login taken.
        LoginTaken { login: String } => 409 "person.login_taken" "登录名 {login} 已被使用" "The login {login} is taken",
        /// Name empty.
        NameMissing => 422 "person.name_missing" "请填写姓名" "Enter a name",
        /// Too many rows, or none.
        BatchSize { most: usize } => 422 "person.batch_size" "一次邀请 1 到 {most} 人" "Between 1 and {most} people are invited at a time",
        /// Rows of a table are wrong.
        BatchRows => 422 "person.batch_rows" "表中有需要改的行，全部改好后才会写入" "Some rows need mending; nothing is written until all are right",
        /// No such person.
        NoSuchPerson => 404 "person.unknown" "没有这个人员" "There is no such person",
        /// Unknown, used or too old.
        DeviceCode => 401 "device.code_wrong" "二维码或六位数字不对、已用过或已过期，请乡镇重新给一个" "The code or the six digits are wrong, used or too old; ask the township for new ones",
        /// Only posts of villages have phones.
        NoVillagePost => 422 "device.no_village_post" "只有信息员、收购员、供货主体和技术指导员可以绑定手机" "Only information officers, point keepers, producers and technical guides have phones bound",
        /// Only posts that report for a village have cards.
        NoReportingPost => 422 "card.no_reporting_post" "只有替村里报货的岗位（信息员）有电话报送码" "Only posts that report for a village (information officers) have a card of codes",
        /// The post has no card in force.
        NoCard => 409 "card.none" "这个岗位没有在用的电话报送码；可以先不填码，以后再确认" "This post has no card of codes in force; leave the code out, it can be confirmed later",
        /// Another number is asked for by now.
        CardNumber { number: i64 } => 409 "card.number_moved" "这个码刚才已用过，现在请对方读第 {number} 个码" "That code was used a moment ago; ask for code No. {number} now",
        /// Not six digits.
        CardShape => 422 "card.code_shape" "码是 6 位数字，请对方再读一遍" "A code has six digits; have it read again",
        /// The wrong code; it cost a try.
        CardWrong { number: i64, left: i64 } => 422 "card.code_wrong" "第 {number} 个码不对，还可以再试 {left} 次；没有写入，填的内容都在" "Code No. {number} is wrong, {left} tries are left; nothing was written, the form is as it was",
        /// The last try was wrong.
        CardSpent => 409 "card.spent" "已输错 5 次，这张电话报送码作废，请打印一张新的；这一条可以先不填码" "Five codes were wrong, so this card is ended; print a new one, and leave the code out for now",
        /// No role of this word.
        NoSuchRole { roles: String } => 404 "post.no_role" "没有这个岗位，岗位代码有：{roles}" "There is no such role; there are: {roles}",
        /// No such post.
        NoSuchPost => 404 "post.unknown" "没有这个岗位" "There is no such post",
        /// Not one's own.
        NotOwn => 403 "session.not_own" "只能操作自己的登录、令牌和交接" "Only one's own sessions, tokens and hand-overs",
        /// Role takes another kind of scope.
        ScopeKind { kind: String } => 422 "post.scope_kind" "该岗位的范围应为：{kind}" "This role takes a scope of the kind: {kind}",
        /// The scope does not exist.
        NoSuchScope => 422 "post.scope_unknown" "岗位范围不存在" "The scope of the post does not exist",
        /// Term ends before it begins.
        Term => 422 "post.term" "任期的结束日期早于开始日期" "The term ends before it begins",
        /// Neither holder, handler nor stand-in.
        Capacity => 422 "post.capacity" "任职方式应为：责任人、经办人或代理人" "A post is held as holder, handler or stand-in",
        /// Two posts that one person may not hold together.
        Excludes { held: String } => 409 "post.excludes" "同一人不能同时担任该岗位与已有的“{held}”岗位" "One person cannot hold this post together with {held}",
        /// Changing one's own posts.
        OwnPost => 403 "post.own" "不能给自己授予或收回岗位" "Nobody grants or ends posts of their own",
        /// Already ended.
        PostEnded => 409 "post.ended" "该岗位已经结束" "The post has ended already",
        /// Unknown permission in a token.
        Permission { word: String } => 422 "token.permission" "没有名为 {word} 的权限，或当前岗位不具备" "There is no permission {word}, or the current post lacks it",
        /// A token lives at most a year.
        TokenTerm => 422 "token.term" "令牌有效期最长一年" "A token lives for a year at most",
        /// One-time codes are on already.
        TotpOn => 409 "totp.on" "动态口令已经开启；要换，先用现在的验证码关闭" "One-time codes are on already; to change the app, turn them off with a code of it first",
        /// TOTP not proposed.
        TotpMissing => 409 "totp.missing" "请先获取动态口令密钥" "Ask for a one-time-code key first",
        /// The holder takes over from themselves.
        OwnSuccessor => 409 "handover.own_successor" "接任人就是该岗位现任，请选另一人" "The successor holds this post already; name another person",
        /// The post is being handed over already.
        HandoverOpen => 409 "handover.open" "该岗位正在交接，请先由原任签字" "This post is being handed over; its holder signs first",
        /// The code does not fit the key that is turned on or off.
        TotpCode => 422 "totp.wrong" "动态验证码不对或已用过，请输入验证器此刻显示的 6 位数字" "The one-time code is wrong or was used already; enter the six digits that your app shows now",
        /// A mark by a key that nobody here gave out.
        DeviceKey => 422 "device.key_unknown" "认不出这份文件是哪部手机做的：不是本县绑定的手机，或文件开头被改过" "No phone of this county made this file, or its beginning was changed",
        /// The text is not what the phone signed.
        DeviceMark => 422 "device.mark_wrong" "签名对不上：文件被改过或不完整，请在那部手机上重新存一份" "The signature does not fit: the file was changed or is not whole; have that phone make it again",
        /// The phone is not bound any more.
        DeviceEnded { device: String } => 409 "device.ended" "{device}的绑定已经解除或到期，它做的文件不再收；请把手机重新绑定，没发出的再存一份" "{device} is not bound any more, so its files are not taken; bind the phone again and have it make the file anew",
        /// Closed for another county's key.
        OtherCounty => 422 "bundle.other_county" "这份文件是给另一个县的，本县打不开；请交到那部手机所属的县" "This file was made for another county and cannot be opened here; hand it in at the county that the phone belongs to",
        /// What was closed does not open.
        SealBroken => 422 "bundle.seal_broken" "文件打不开：路上被改过或不完整，请在那部手机上重新存一份" "The file does not open: it was changed on the way or is not whole; have that phone make it again",
        /// Signed already.
        Signed => 409 "handover.signed" "已经签过" "Signed already",
    }
}
