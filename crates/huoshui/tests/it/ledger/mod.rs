//! Books: sales with vouchers and without, files of shops, what proves them.

mod counter;
mod given;
mod import;
mod launder;
mod limits;
mod point;
mod receipts;
mod record;
mod sides;
mod verify;
mod voucher;
