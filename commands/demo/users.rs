//! Who works in the fictional Dorset, as data. `--as NAME` acts as one of them.

use dcr::access::{JobRole, RoleProfile, User};

/// Name, full name, job role, organisations. Who runs the demo works at both trusts, so that those who were
/// seen at either are in their care; the others work at one, and claim a relationship to the rest.
const USERS: [(&str, &str, &str, &str); 9] = [
    ("dr.hardy", "Dr Tess Hardy", "R8000", "RBD R0D"),
    ("dr.osei", "Dr Kofi Osei", "R8000", "RD3"),
    ("nurse.lane", "Nurse Jo Lane", "R8001", "RDZ"),
    ("reception.bell", "Sam Bell", "R8009", "RD3"),
    ("support.frost", "Ali Frost", "R8015", "RBD"),
    ("records.moss", "Pat Moss", "R1984", "RD3"),
    ("records.pryor", "Lee Pryor", "R1984", "RDZ"),
    ("privacy.ford", "Chris Ford", "R0001", "RBD"),
    ("caldicott.reed", "Dr Ann Reed", "R5105", "RDZ"),
];

/// Everybody. The first is who runs the demo.
pub(super) fn users(uid: u32) -> Vec<User> {
    let user = |(index, (name, full_name, role, organisation)): (usize, (&str, &str, &str, &str))| User {
        name: name.to_owned(),
        full_name: full_name.to_owned(),
        uid: (index == 0).then_some(uid),
        roles: organisation
            .split(' ')
            .map(|organisation| RoleProfile { role: JobRole(role.to_owned()), organisation: organisation.to_owned() })
            .collect(),
        ..User::default()
    };
    USERS.into_iter().enumerate().map(user).collect()
}
