//! People whom the catalogue knows: heads and members of households, workers, contacts.
//!
//! Invariants: their data goes into `party` only; one ID number is one person under one name;
//! an ID number's first six digits say nothing about where anybody is at home.

use crate::error::No;
use base::{
    Refusal,
    codes::{citizen::CitizenNumber, phone},
    names,
};
use edge::Actor;
use identity::desk::{Party, PartyForm, find_parties, open_party, put_party};
use schemars::JsonSchema;
use serde::{Deserialize, Serialize};
use store::Tx;

/// A person as entered. An ID number and a phone are never compulsory.
#[derive(Clone, Debug, Default, Deserialize, Serialize, JsonSchema)]
#[serde(deny_unknown_fields)]
pub struct PersonForm {
    /// Name.
    pub name: String,
    /// Mobile or landline.
    #[serde(default)]
    pub phone: String,
    /// Citizen number, 18 characters.
    #[serde(default)]
    pub id_number: String,
    /// Address.
    #[serde(default)]
    pub address: String,
}

/// A person as lists show them.
#[derive(Clone, Debug, PartialEq, Eq, Serialize, JsonSchema)]
pub struct MaskedPerson {
    /// 张*.
    pub name: String,
    /// 138****5678; empty if none is known.
    pub phone: String,
    /// 4305**********0015; empty if none is known.
    pub id_number: String,
}

/// A person in full, for a stated and logged reason.
#[derive(Clone, Debug, PartialEq, Eq, Serialize, JsonSchema)]
pub struct FullPerson {
    /// Name.
    pub name: String,
    /// Phone.
    pub phone: String,
    /// Citizen number.
    pub id_number: String,
    /// Address.
    pub address: String,
}

impl From<&Party> for MaskedPerson {
    fn from(party: &Party) -> Self {
        Self { name: party.masked_name(), phone: party.masked_phone(), id_number: party.masked_id_number() }
    }
}

impl From<Party> for FullPerson {
    fn from(party: Party) -> Self {
        let PartyForm { name, phone, id_number, address, .. } = party.form;
        Self { name, phone, id_number, address }
    }
}

/// The form with everything in its normal spelling. **Errors:** a name, phone or number that is none.
pub fn checked(form: &PersonForm) -> Result<PartyForm, Refusal> {
    let name = crate::word::name("name", &form.name)?;
    let phone = match form.phone.trim() {
        "" => String::new(),
        text => phone::number(text).ok_or_else(|| Refusal::from(No::Phone).at("/phone"))?,
    };
    let id_number = match form.id_number.trim() {
        "" => String::new(),
        text => CitizenNumber::parse(text).map_err(|no| Refusal::from(no).at("/id_number"))?.reveal().to_owned(),
    };
    Ok(PartyForm {
        name: name.to_owned(),
        phone,
        id_number,
        address: form.address.trim().to_owned(),
        bank: String::new(),
    })
}

/// Keeps a person, or finds the one who has this ID number already.
/// **Errors:** the number stands under another name.
pub fn keep(tx: &mut Tx<'_>, actor: &Actor, form: &PersonForm) -> Result<i64, Refusal> {
    let form = checked(form)?;
    match same_number(tx, actor.county_id(), &form)? {
        Some(party) => Ok(party),
        None => put_party(tx, actor.county_id(), actor.now, &form),
    }
}

/// The party that has the form's ID number. **Errors:** its name is another.
pub fn same_number(tx: &mut Tx<'_>, county: &str, form: &PartyForm) -> Result<Option<i64>, Refusal> {
    if form.id_number.is_empty() {
        return Ok(None);
    }
    // Of two that enter one number at once the second finds the first.
    let digest: String = tx.vault().digest("id_number", &form.id_number).iter().map(|b| format!("{b:02x}")).collect();
    tx.hold(county, &format!("id_number/{digest}"))?;
    let known = find_parties(tx, county, "id_number", &form.id_number)?;
    for id in &known {
        if !names::same(&open_party(tx, county, *id)?.form.name, &form.name) {
            return Err(Refusal::from(No::IdTwoNames).at("/id_number"));
        }
    }
    Ok(known.first().copied())
}

/// A person as lists show them.
pub fn masked(tx: &mut Tx<'_>, county: &str, party: i64) -> Result<MaskedPerson, Refusal> {
    Ok(MaskedPerson::from(&open_party(tx, county, party)?))
}
