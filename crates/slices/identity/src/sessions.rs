//! The port that the edge asks: who stands behind a credential right now.

use crate::{error::No, secret, sql};
use base::{Day, Instant, Refusal};
use edge::{Actor, County, Credential, Perm, Role, Scope, Sessions, Stamp};
use store::Tx;

/// Sessions and tokens of this database.
pub struct IdentitySessions;

impl Sessions for IdentitySessions {
    fn actor(
        &self,
        tx: &mut Tx<'_>,
        county: &County,
        credential: &Credential,
        stamp: &Stamp,
    ) -> Result<(Actor, Option<String>), Refusal> {
        let day = stamp.now.day();
        let (row, digest) = match credential {
            Credential::None => return Ok((Actor::nobody(county.clone(), stamp), None)),
            Credential::Session(token) => {
                let digest = secret::digest(token);
                (sql::acting_by_session(tx, &county.id, &digest, day)?, digest)
            }
            Credential::Token(token) => {
                (sql::acting_by_token(tx, &county.id, &secret::digest(token), day)?, Vec::new())
            }
        };
        let row = row.ok_or_else(|| Refusal::from(No::Ended))?;
        let is_session = !digest.is_empty();
        let alive = if is_session {
            row.ends.parse::<Instant>().is_ok_and(|e| e > stamp.now)
        } else {
            row.ends.parse::<Day>().is_ok_and(|e| e >= day)
        };
        let role = Role::from_word(&row.role).filter(|_| alive).ok_or_else(|| Refusal::from(No::Ended))?;
        let scope = Scope { kind: row.scope_kind, id: row.scope_id, path: row.scope_path, name: row.scope_name };
        let mut actor = Actor::new(county.clone(), stamp, row.person, row.post, role, scope);
        actor.field = row.field;
        actor.session = digest;
        if is_session {
            return Ok((actor, Some(row.csrf_or_permissions)));
        }
        actor.only = Some(row.csrf_or_permissions.split(' ').filter_map(Perm::from_word).collect());
        Ok((actor, None))
    }
}
