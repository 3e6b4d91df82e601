//! Every way in which this slice says no, in the order in which it is checked.

base::refusals! {
    /// Why a file is not taken, opened or struck off.
    pub enum No {
        /// No bytes at all.
        Empty => 422 "evidence.empty" "文件是空的，请重新选择" "The file is empty; choose another one",
        /// Over the limit.
        TooLarge { limit: u64, size: String } => 413 "evidence.too_large"
            "文件为 {size} MB，上限是 {limit} MB；照片请压缩后上传，扫描件请降低分辨率或分成几个文件" "The file has {size} MB, the limit is {limit} MB; shrink a photo, scan with less resolution, or send several files",
        /// Not of a type that is taken.
        Type => 422 "evidence.type" "只接受 JPEG、PNG、WebP 图片和 PDF，以文件内容为准，与文件名无关" "Only JPEG, PNG and WebP pictures and PDF are taken, judged by what is in the file, not by its name",
        /// Begins like one of them, but is none.
        Broken { media: String } => 422 "evidence.broken" "这个文件开头像 {media}，但内容不完整或不是真的；请重新扫描或拍照" "The file begins like {media}, but is cut off or not a real one; scan or photograph it again",
        /// A web page inside.
        Markup => 422 "evidence.markup" "文件里夹带网页代码，不予接收；请另存为图片或 PDF 再上传" "The file carries a web page inside and is not taken; save it as a picture or PDF again",
        /// A picture that no screen can show.
        Pixels { most: u64 } => 422 "evidence.pixels" "图片超过 {most} 百万像素，请缩小后上传" "The picture has more than {most} million pixels; make it smaller",
        /// No such kind.
        Kind { allowed: String } => 422 "evidence.kind" "佐证种类应为：{allowed}" "The kind of evidence is one of: {allowed}",
        /// Note or name too long.
        TextLength { most: usize } => 422 "evidence.text_length" "不超过 {most} 字" "{most} characters at most",
        /// The subject has no such part.
        NoSuchPart => 422 "evidence.part_unknown" "没有这一步骤或记录，不能附佐证" "There is no such step or record to attach evidence to",
        /// The post does not act on this part.
        NotYours => 403 "evidence.not_yours" "当前岗位不办理这一步骤，不能附佐证" "The current post does not act on this step and cannot attach evidence to it",
        /// Too many on one subject.
        TooMany { most: i64 } => 409 "evidence.too_many" "这里已有 {most} 份佐证，达到上限；请把多页合并为一个 PDF" "There are {most} pieces of evidence here already, the limit; join pages into one PDF",
        /// Nothing under this number here.
        Unknown => 404 "evidence.unknown" "这里没有这份佐证" "There is no such evidence here",
        /// Struck off already, or closed to this reader since it is.
        StruckOff => 409 "evidence.struck_off" "这份佐证已作废，只有附件人、工作专班和审计人员可以查看" "This evidence is struck off; only whoever attached it, the county office and auditors may open it",
        /// Somebody else's.
        NotAttachedByYou => 403 "evidence.not_attached_by_you" "只有附件人和工作专班可以作废" "Only whoever attached it and the county office may strike it off",
        /// A strike without a reason.
        Reason => 422 "evidence.reason" "请写明作废理由（2 到 500 字）" "Say why it is struck off (2 to 500 characters)",
        /// The bytes are gone.
        ContentMissing => 409 "evidence.content_missing" "文件内容不在了，请查备份并告知审计人员" "The content of the file is gone; look for a backup and tell the auditor",
    }
}
