//! What an invitation says.

use std::borrow::Borrow;

use askama::Template;
use crosswalk_names::{InvitationId, Language, OrganizationId, PartnershipId};
use crosswalk_ui::{self as ui, Frame, SAMPLE_TOKEN, Sample};

use crate::partnerships::list::page::role_label;
use crate::partnerships::people::queries::OpenInvitation;
use crate::partnerships::queries::Role;

/// The page.
#[derive(Template)]
#[template(path = "partnerships/join/join.html")]
pub struct JoinPage<'a> {
    /// The frame.
    pub frame: Frame<'a>,
    /// The token of the address.
    pub token: String,
    /// None when it ended, was used or withdrawn, or never was.
    pub invitation: Option<OpenInvitation>,
    /// Whether somebody is signed in.
    pub signed_in: bool,
}

impl JoinPage<'_> {
    fn role(&self, role: impl Borrow<Role>) -> &str {
        role_label(self.frame.words, *role.borrow())
    }
    fn by<'p>(&'p self, invitation: &'p OpenInvitation) -> &'p str {
        if invitation.invited_by.is_empty() { self.frame.t("someone") } else { &invitation.invited_by }
    }
}

/// The page in its states.
pub fn samples(language: Language) -> Vec<Sample> {
    let nobody = uuid::Uuid::nil();
    let page = |open: bool, account: Option<&'static str>| JoinPage {
        frame: Frame::sample(language, "/join/SAMPLE").account(account),
        token: SAMPLE_TOKEN.to_owned(),
        invitation: open.then(|| OpenInvitation {
            id: InvitationId(nobody),
            partnership: PartnershipId(nobody),
            partnership_name: "Milbrook Homes & Schools".to_owned(),
            purpose: String::new(),
            role: Role::Member,
            organization: Some((OrganizationId(nobody), "Northside Tenants Council".to_owned())),
            invited_by: "Rosa Medina".to_owned(),
            by_mail: true,
            awaited: None,
        }),
        signed_in: account.is_some(),
    };
    vec![
        Sample::new("join, not signed in", &page(true, None)),
        Sample::new("join", &page(true, Some("Thuy Tran"))),
        Sample::new("join, ended", &page(false, None)),
    ]
}
