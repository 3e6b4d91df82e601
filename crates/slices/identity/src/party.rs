//! Parties: the one place where names, phones and numbers of people stand, sealed.

use base::{Instant, Refusal, mask, names};
use edge::Actor;
use std::collections::BTreeMap;
use store::{Tx, Vault, params};

/// Personal data to keep. Empty texts are kept as nothing.
#[derive(Clone, Debug, Default, PartialEq, Eq)]
pub struct PartyForm {
    /// Name.
    pub name: String,
    /// Phone.
    pub phone: String,
    /// Citizen number.
    pub id_number: String,
    /// Address.
    pub address: String,
    /// Bank account.
    pub bank: String,
}

/// A party, opened: handle with care, never log it.
#[derive(Clone, Debug, Default, PartialEq, Eq)]
pub struct Party {
    /// Id.
    pub id: i64,
    /// What is known.
    pub form: PartyForm,
}

impl Party {
    /// 张*.
    pub fn masked_name(&self) -> String {
        mask::name(&self.form.name)
    }

    /// 138****5678; empty if none is known.
    pub fn masked_phone(&self) -> String {
        if self.form.phone.is_empty() { String::new() } else { mask::phone(&self.form.phone) }
    }

    /// 4305**********0015; empty if none is known.
    pub fn masked_id_number(&self) -> String {
        if self.form.id_number.is_empty() { String::new() } else { mask::citizen_number(&self.form.id_number) }
    }
}

fn place(county: &str, id: i64, column: &str) -> String {
    format!("{county}.party.{id}.{column}")
}

type Sealed = (Option<Vec<u8>>, Option<Vec<u8>>);

/// The sealed text and its look-up digest, or nothing for an empty text.
fn seal(vault: &Vault, county: &str, id: i64, column: &str, text: &str) -> Result<Sealed, Refusal> {
    let text = text.trim();
    if text.is_empty() {
        return Ok((None, None));
    }
    Ok((Some(vault.seal(&place(county, id, column), text)?), Some(vault.digest(column, text))))
}

/// Look-up digest of a name: spellings that look the same are the same.
pub fn name_digest(vault: &Vault, name: &str) -> Vec<u8> {
    vault.digest("name", &names::normal(name))
}

/// Keeps a new party and gives its id.
pub fn put(tx: &mut Tx<'_>, county: &str, now: Instant, form: &PartyForm) -> Result<i64, Refusal> {
    let id = tx.next_id(county, "party")?;
    write(tx, county, id, now, form)?;
    Ok(id)
}

/// Replaces what is known of a party; the audit row of the act names what became another.
pub fn replace(tx: &mut Tx<'_>, actor: &Actor, id: i64, form: &PartyForm) -> Result<(), Refusal> {
    let known = open(tx, actor.county_id(), id)?.form;
    for (what, old, new) in [
        ("name", &known.name, &form.name),
        ("phone", &known.phone, &form.phone),
        ("id_number", &known.id_number, &form.id_number),
        ("address", &known.address, &form.address),
        ("bank", &known.bank, &form.bank),
    ] {
        if old.trim() != new.trim() {
            actor.note_replaced(what);
        }
    }
    write(tx, actor.county_id(), id, actor.now, form)
}

fn write(tx: &mut Tx<'_>, county: &str, id: i64, now: Instant, form: &PartyForm) -> Result<(), Refusal> {
    let vault = tx.vault();
    let name = vault.seal(&place(county, id, "name"), form.name.trim())?;
    let name_digest = name_digest(vault, &form.name);
    let phone = seal(vault, county, id, "phone", &form.phone)?;
    let id_number = seal(vault, county, id, "id_number", &form.id_number)?;
    let address = seal(vault, county, id, "address", &form.address)?.0;
    let bank = seal(vault, county, id, "bank", &form.bank)?.0;
    tx.run(
        "INSERT INTO party (county, id, name, name_digest, phone, phone_digest, id_number, id_number_digest, address, bank, updated_at)
         VALUES ($1, $2, $3, $4, $5, $6, $7, $8, $9, $10, $11)
         ON CONFLICT (county, id) DO UPDATE SET name = excluded.name, name_digest = excluded.name_digest,
         phone = excluded.phone, phone_digest = excluded.phone_digest, id_number = excluded.id_number,
         id_number_digest = excluded.id_number_digest, address = excluded.address, bank = excluded.bank,
         updated_at = excluded.updated_at",
        params![county, id, name, name_digest, phone.0, phone.1, id_number.0, id_number.1, address, bank, now],
    )?;
    Ok(())
}

type Columns = (i64, Vec<u8>, Option<Vec<u8>>, Option<Vec<u8>>, Option<Vec<u8>>, Option<Vec<u8>>);

/// Opens a party. **Errors:** there is none with this id, or the key is not the right one.
pub fn open(tx: &mut Tx<'_>, county: &str, id: i64) -> Result<Party, Refusal> {
    let row: Columns = tx.one(
        "SELECT id, name, phone, id_number, address, bank FROM party WHERE county = $1 AND id = $2",
        params![county, id],
    )?;
    opened(tx.vault(), county, row)
}

/// Opens parties by id, in few statements however many; unknown ids are left out.
pub fn open_many(tx: &mut Tx<'_>, county: &str, ids: &[i64]) -> Result<BTreeMap<i64, Party>, Refusal> {
    let mut parties = BTreeMap::new();
    for chunk in ids.chunks(512) {
        let (list, values) = store::listed(chunk, params![county]);
        let sql =
            format!("SELECT id, name, phone, id_number, address, bank FROM party WHERE county = $1 AND id IN ({list})");
        for row in tx.query::<Columns>(&sql, &values)? {
            parties.insert(row.0, opened(tx.vault(), county, row)?);
        }
    }
    Ok(parties)
}

fn opened(vault: &Vault, county: &str, (id, name, phone, id_number, address, bank): Columns) -> Result<Party, Refusal> {
    let text = |column: &str, sealed: Option<Vec<u8>>| match sealed {
        Some(sealed) => vault.unseal(&place(county, id, column), &sealed),
        None => Ok(String::new()),
    };
    let form = PartyForm {
        name: text("name", Some(name))?,
        phone: text("phone", phone)?,
        id_number: text("id_number", id_number)?,
        address: text("address", address)?,
        bank: text("bank", bank)?,
    };
    Ok(Party { id, form })
}

/// The name of a party from its sealed column, as lists select it.
pub fn name_of(vault: &Vault, county: &str, id: i64, sealed: &[u8]) -> Result<String, Refusal> {
    Ok(vault.unseal(&place(county, id, "name"), sealed)?)
}

/// The phone of a party from its sealed column, as lists select it.
pub fn phone_of(vault: &Vault, county: &str, id: i64, sealed: Option<&[u8]>) -> Result<String, Refusal> {
    sealed.map_or(Ok(String::new()), |sealed| Ok(vault.unseal(&place(county, id, "phone"), sealed)?))
}

/// Parties with exactly this `name`, `phone` or `id_number`.
pub fn find(tx: &mut Tx<'_>, county: &str, column: &'static str, text: &str) -> Result<Vec<i64>, Refusal> {
    let digest = match column {
        "name" => name_digest(tx.vault(), text),
        _ => tx.vault().digest(column, text.trim()),
    };
    let sql = match column {
        "phone" => "SELECT id FROM party WHERE county = $1 AND phone_digest = $2 ORDER BY id",
        "id_number" => "SELECT id FROM party WHERE county = $1 AND id_number_digest = $2 ORDER BY id",
        _ => "SELECT id FROM party WHERE county = $1 AND name_digest = $2 ORDER BY id",
    };
    Ok(tx.query(sql, params![county, digest])?)
}

/// Who may be one person with whom: for each of the parties, others of the same name where one of the two is known
/// without a phone. Two phones tell two people apart; without one only a person can.
pub fn namesakes(tx: &mut Tx<'_>, county: &str, parties: &[i64]) -> Result<BTreeMap<i64, Vec<i64>>, Refusal> {
    let mut namesakes: BTreeMap<i64, Vec<i64>> = BTreeMap::new();
    for chunk in parties.chunks(512) {
        let (list, values) = store::listed(chunk, params![county]);
        let sql = format!(
            "SELECT p.id, o.id FROM party p JOIN party o ON o.county = p.county AND o.name_digest = p.name_digest
             WHERE p.county = $1 AND p.id IN ({list}) AND o.id <> p.id
             AND (p.phone_digest IS NULL OR o.phone_digest IS NULL) ORDER BY p.id, o.id"
        );
        for (party, other) in tx.query::<(i64, i64)>(&sql, &values)? {
            namesakes.entry(party).or_default().push(other);
        }
    }
    Ok(namesakes)
}
