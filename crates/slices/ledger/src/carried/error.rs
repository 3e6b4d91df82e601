//! Every way in which a carried file, or a photo in it, is refused here; its signature and seal are identity's.

base::refusals! {
    /// Why a carried file is not taken.
    pub enum No {
        /// Larger than phones make them.
        TooLarge { most_mb: usize } => 413 "bundle.too_large" "文件超过 {most_mb} MB，不是手机存出来的待发文件" "The file is over {most_mb} MB; no phone makes such a file of what waits",
        /// No such file, or a part of one.
        Form => 422 "bundle.invalid" "这不是手机存出来的待发文件，或文件不完整" "This is no file of unsent reports that a phone made, or it is not whole",
        /// The phone's person no longer holds the post.
        PostEnded => 409 "bundle.post_ended" "这部手机的主人现在没有做这些事的岗位，文件里的不再收；请联系乡镇" "Whoever holds the phone has no post any more for what the file says; ask the township",
        /// A photo's bytes are not those that were signed.
        Photo => 422 "bundle.photo_changed" "照片与签名对不上，没有收" "The photo is not the one that was signed, and was not taken",
        /// A photo of something that is not here.
        PhotoOfNothing => 409 "bundle.photo_of_nothing" "这张照片所属的上报或发放表没有收下，照片也没有收" "The report or list that this photo belongs to was not taken, nor was the photo",
    }
}
