//! Whether the key at hand is the one that this database's personal data is sealed with.
//!
//! The first program that opens a database leaves a sealed word in it; every later one must be
//! able to open that word.

use crate::{db::Db, error::StoreError, params};
use base::Refusal;

/// Where the word stands, and the word.
const PLACE: &str = "key_check.1.sealed";
const WORD: &str = "huoshui";

base::refusals! {
    /// A key that does not fit.
    pub enum KeyTrouble {
        /// Another key sealed this database.
        Wrong => 409 "store.wrong_key" "这个密钥不是本数据库的密钥，打不开其中的个人信息；请放回原来的 personal.key" "This key is not the one of this database: its personal data cannot be opened; put the right personal.key back",
    }
}

impl Db {
    /// Checks the key, or makes it the database's own if none is yet. Outside any async runtime.
    /// **Errors:** the database is sealed with another key.
    pub fn check_key(&self) -> Result<(), Refusal> {
        if self.read_now(|tx| tx.number::<i64>("SELECT COUNT(*) FROM key_check", &[]).map_err(Refusal::from))? == 0 {
            self.write_now(|tx| {
                let sealed = tx.vault().seal(PLACE, WORD)?;
                let sql = "INSERT INTO key_check (id, sealed) VALUES (1, $1) ON CONFLICT (id) DO NOTHING";
                tx.run(sql, params![sealed]).map(|_| ()).map_err(Refusal::from)
            })?;
        }
        self.read_now(|tx| {
            let sealed: Vec<u8> = tx.one("SELECT sealed FROM key_check WHERE id = 1", &[])?;
            match tx.vault().unseal(PLACE, &sealed) {
                Ok(word) if word == WORD => Ok(()),
                Ok(_) => Err(StoreError::Other("the key check holds another word".to_owned()).into()),
                Err(_) => Err(KeyTrouble::Wrong.into()),
            }
        })
    }
}
