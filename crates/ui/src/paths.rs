//! Addresses. This is the only place that spells them; pages and handlers call these functions.

use std::fmt::Display;
use std::sync::OnceLock;

use crosswalk_names::{Language, PartnershipId};

/// Where the site stands on its host; see [`stand_under`].
static BASE: OnceLock<String> = OnceLock::new();

/// Lets the whole site stand under a path of its host, like `/crosswalk`, which the public address names too. To be
/// said once, before the first page is made; a later word changes nothing.
pub fn stand_under(path: &str) {
    let path = path.trim_end_matches('/');
    if !path.is_empty() {
        BASE.get_or_init(|| path.to_owned());
    }
}

/// The path that every address of the site begins with: empty, unless it shares its host with others.
pub fn base() -> &'static str {
    BASE.get().map_or("", String::as_str)
}

/// The address of what is the same in every language; `rest` starts with a slash.
pub fn plain(rest: &str) -> String {
    format!("{}{rest}", base())
}

/// Addresses in one language: English at `/…`, Spanish at `/es/…`, under [`base`].
#[derive(Debug, Clone, Copy, PartialEq, Eq)]
pub struct Paths {
    language: Language,
}

macro_rules! addresses {
    ($($(#[$doc:meta])* $name:ident => $rest:literal;)*) => {
        $($(#[$doc])*
        pub fn $name(self) -> String {
            self.to($rest)
        })*
    };
}

impl Paths {
    /// Addresses of pages in `language`.
    pub fn new(language: Language) -> Self {
        Self { language }
    }

    /// The language of the pages.
    pub fn language(self) -> Language {
        self.language
    }

    /// `rest`, which starts with a slash, in this language.
    pub fn to(self, rest: &str) -> String {
        match self.language {
            Language::En => plain(rest),
            Language::Es if rest == "/" => plain("/es"),
            Language::Es => format!("{}/es{rest}", base()),
        }
    }

    addresses! {
        /// The first page.
        home => "/";
        /// POST starts a workbook; GET lists the ones this device remembers.
        workbooks => "/workbooks";
        /// POST forgets one on this device.
        forget => "/workbooks/forget";
        /// The import form, and where it goes.
        import => "/workbooks/import";
        /// POST of a pasted link.
        open => "/workbooks/open";
        /// Help.
        help => "/help";
        /// What is kept about people.
        privacy => "/privacy";
        /// How the pages work for everybody.
        accessibility => "/accessibility";
        /// The readable page of the API.
        api => "/api";
        /// The toolkit: all there is to read.
        toolkit => "/toolkit";
        /// Search in it; takes `?q=`.
        toolkit_search => "/toolkit/search";
        /// All of it as PDF.
        toolkit_book => "/toolkit/book.pdf";
        /// Outcomes and indicators as a table.
        outcomes_csv => "/toolkit/outcomes.csv";
        /// Sign in; takes `?next=`.
        sign_in => "/sign-in";
        /// POST: the answer of a passkey.
        passkey_sign_in => "/sign-in/passkey";
        /// POST: the question that a passkey signs.
        passkey_sign_in_challenge => "/sign-in/passkey/challenge";
        /// POST: sign out on this device.
        sign_out => "/sign-out";
        /// The person's own page: name, devices, passkeys.
        account => "/account";
        /// POST: a passkey that the device made.
        passkeys => "/account/passkeys";
        /// POST: what the device needs to make a passkey.
        passkey_challenge => "/account/passkeys/challenge";
        /// POST: end the session on another device.
        end_session => "/account/sessions/end";
        /// All that is kept about the person, as JSON.
        account_export => "/account/export.json";
        /// Remove the account.
        account_removal => "/account/removal";
        /// The person's partnerships; POST starts one.
        partnerships => "/partnerships";
        /// The form of a new partnership.
        new_partnership => "/partnerships/new";
        /// Bring in a partnership from another site, out of its file.
        partnership_import => "/partnerships/import";
        /// For whoever runs the instance: how it is.
        operate => "/operate";
        /// What waits in the queue.
        operate_jobs => "/operate/jobs";
        /// Mail and who wants none.
        operate_mail => "/operate/mail";
        /// POST: let mail to an address through again.
        operate_unblock => "/operate/mail/unblock";
        /// What is set.
        operate_settings => "/operate/settings";
        /// Where a phone types the code of a meeting.
        meet => "/meet";
        /// POST of name and theme.
        preferences => "/preferences";
        /// Every component and page, in development.
        gallery => "/dev/gallery";
        /// Mail that was not sent, in development.
        outbox => "/dev/outbox";
    }

    /// A page of the toolkit.
    pub fn toolkit_page(self, slug: &str) -> String {
        self.to(&format!("/toolkit/{slug}"))
    }
    /// A section of a page of the toolkit.
    pub fn toolkit_section(self, slug: &str, section: &str) -> String {
        self.to(&format!("/toolkit/{slug}#{section}"))
    }
    /// A page of the toolkit as PDF.
    pub fn toolkit_pdf(self, slug: &str) -> String {
        self.to(&format!("/toolkit/{slug}/page.pdf"))
    }
    /// A stage's guide with its questions, terms and resources as PDF.
    pub fn stage_pdf(self, slug: &str) -> String {
        self.to(&format!("/toolkit/{slug}/stage.pdf"))
    }
    /// Send a page of the toolkit to somebody.
    pub fn toolkit_shares(self, slug: &str) -> String {
        self.to(&format!("/toolkit/{slug}/shares"))
    }
    /// How the sending of a page went, address by address.
    pub fn toolkit_share(self, share: impl Display) -> String {
        self.to(&format!("/toolkit/sent/{share}"))
    }
    /// A picture of the instance's own; the same in every language.
    pub fn toolkit_image(self, file: &str) -> String {
        plain(&format!("/toolkit/images/{file}"))
    }
    /// The part of the help page about one stage.
    pub fn help_stage(self, stage: impl Display) -> String {
        self.to(&format!("/help#stage-{stage}"))
    }
    /// Where a sender confirms an own address.
    pub fn confirm(self, token: &str) -> String {
        self.to(&format!("/confirm/{token}"))
    }
    /// Where an address stops all mail from this instance.
    pub fn stop(self, token: &str) -> String {
        self.to(&format!("/stop/{token}"))
    }
    /// Sign in, then go on to `next`, an address without the language.
    pub fn sign_in_for(self, next: &str) -> String {
        let query = form_urlencoded(next);
        self.to(&format!("/sign-in?next={query}"))
    }
    /// Sign in with the OpenID provider, then go on to `next`, an address without the language.
    pub fn sign_in_with_provider(self, next: &str) -> String {
        let query = form_urlencoded(next);
        self.to(&format!("/sign-in/oidc?next={query}"))
    }
    /// POST: have a job tried at once.
    pub fn operate_retry(self, job: impl Display) -> String {
        self.to(&format!("/operate/jobs/{job}/retry"))
    }
    /// POST: give a job up.
    pub fn operate_give_up(self, job: impl Display) -> String {
        self.to(&format!("/operate/jobs/{job}/removal"))
    }
    /// POST: remove a passkey.
    pub fn passkey_removal(self, passkey: impl Display) -> String {
        self.to(&format!("/account/passkeys/{passkey}/removal"))
    }
    /// Where a mailed link signs a person in.
    pub fn sign_in_link(self, token: &str) -> String {
        self.to(&format!("/sign-in/{token}"))
    }
    /// Where an invitation is taken up.
    pub fn join(self, token: &str) -> String {
        self.to(&format!("/join/{token}"))
    }
    /// Next steps for a calendar program, by a private link.
    pub fn calendar(self, token: &str) -> String {
        self.to(&format!("/calendar/{token}"))
    }
    /// A meeting on a phone, by its code.
    pub fn meeting(self, code: impl Display) -> String {
        self.to(&format!("/meet/{code}"))
    }
    /// POST of a phone's answer.
    pub fn meeting_answer(self, code: impl Display) -> String {
        self.to(&format!("/meet/{code}/answer"))
    }
    /// The live socket of a phone.
    pub fn meeting_live(self, code: impl Display) -> String {
        self.to(&format!("/meet/{code}/live"))
    }
    /// Addresses of one partnership.
    pub fn partnership(self, id: PartnershipId) -> PartnershipPaths {
        PartnershipPaths { language: self.language, id }
    }
    /// Addresses of one workbook, by its edit or its read token.
    pub fn workbook(self, token: &str) -> WorkbookPaths {
        WorkbookPaths { language: self.language, token: token.into() }
    }
}

fn form_urlencoded(text: &str) -> String {
    text.bytes().fold(String::with_capacity(text.len()), |mut out, byte| {
        if byte.is_ascii_alphanumeric() || matches!(byte, b'-' | b'_' | b'.' | b'/') {
            out.push(char::from(byte));
        } else {
            out.extend(['%', HEX[usize::from(byte >> 4)], HEX[usize::from(byte & 15)]]);
        }
        out
    })
}

const HEX: [char; 16] = ['0', '1', '2', '3', '4', '5', '6', '7', '8', '9', 'A', 'B', 'C', 'D', 'E', 'F'];

/// Addresses of one partnership, for its members.
#[derive(Debug, Clone, Copy, PartialEq, Eq)]
pub struct PartnershipPaths {
    language: Language,
    id: PartnershipId,
}

macro_rules! partnership_addresses {
    ($($(#[$doc:meta])* $name:ident => $rest:literal;)*) => {
        $($(#[$doc])*
        pub fn $name(self) -> String {
            self.to($rest)
        })*
    };
}

impl PartnershipPaths {
    fn to(self, rest: &str) -> String {
        Paths::new(self.language).to(&format!("/p/{}{rest}", self.id))
    }

    partnership_addresses! {
        /// Its home: the dashboard.
        home => "";
        /// Name, community, languages, color.
        settings => "/settings";
        /// The team's own answer: leads to its workbook.
        workbook => "/workbook";
        /// POST: another link for the team's workbook; the old one stops.
        new_link => "/workbook/link";
        /// Organizations.
        partners => "/partners";
        /// The form of a new organization.
        new_partner => "/partners/new";
        /// The form that takes a list of organizations; POST of a file gives a look at it.
        partner_import => "/partners/import";
        /// POST: take in what the look showed.
        partner_import_confirm => "/partners/import/confirm";
        /// Organizations as a table.
        partners_csv => "/partners.csv";
        /// Organizations as a spreadsheet.
        partners_xlsx => "/partners.xlsx";
        /// Who belongs to it, and who is invited.
        people => "/people";
        /// POST of an invitation by mail.
        invitations => "/invitations";
        /// POST of an invitation by link.
        invitation_links => "/invitations/links";
        /// POST: leave it.
        leaving => "/leaving";
        /// Rounds in which each answers alone.
        rounds => "/rounds";
        /// The form of a new round.
        new_round => "/rounds/new";
        /// Next steps.
        steps => "/steps";
        /// POST: bring back a next step that was just removed; takes `?removed=`.
        step_restorations => "/steps/restorations";
        /// POST: a private link for the person's calendar.
        calendar => "/calendar";
        /// POST: end that link.
        calendar_removal => "/calendar/removal";
        /// What to talk about at the next meeting.
        agenda => "/agenda";
        /// POST: bring back an agenda item that was just removed; takes `?removed=`.
        agenda_restorations => "/agenda/restorations";
        /// What the team's answers rest on.
        evidence => "/evidence";
        /// POST: bring back evidence that was just removed; takes `?removed=`.
        evidence_restorations => "/evidence/restorations";
        /// Meetings in the room; POST starts one.
        meetings => "/meetings";
        /// Who did what.
        activity => "/activity";
        /// The same as a table.
        activity_csv => "/activity.csv";
        /// All of it as one file.
        archive => "/archive.zip";
        /// Delete it, and take that back.
        deletion => "/deletion";
        /// POST: take the deletion back.
        deletion_undo => "/deletion/undo";
    }

    /// One organization.
    pub fn partner(self, id: impl Display) -> String {
        self.to(&format!("/partners/{id}"))
    }
    /// The form of one organization.
    pub fn partner_edit(self, id: impl Display) -> String {
        self.to(&format!("/partners/{id}/edit"))
    }
    /// Remove one organization.
    pub fn partner_removal(self, id: impl Display) -> String {
        self.to(&format!("/partners/{id}/removal"))
    }
    /// Make one organization of two: the choice of the other one, and where it goes.
    pub fn partner_merge(self, id: impl Display) -> String {
        self.to(&format!("/partners/{id}/merge"))
    }
    /// Two organizations side by side, of which the first is kept.
    pub fn partner_merge_with(self, id: impl Display, other: impl Display) -> String {
        self.to(&format!("/partners/{id}/merge?with={other}"))
    }
    /// The empty sheet of organizations to fill in; `ending` is `csv` or `xlsx`.
    pub fn partner_template(self, ending: &str) -> String {
        self.to(&format!("/partners/import/template.{ending}"))
    }
    /// POST: role and organization of a member.
    pub fn member(self, person: impl Display) -> String {
        self.to(&format!("/people/{person}"))
    }
    /// POST: invite a member who came with an imported partnership.
    pub fn member_invitation(self, person: impl Display) -> String {
        self.to(&format!("/people/{person}/invitation"))
    }
    /// POST: take a member out.
    pub fn member_removal(self, person: impl Display) -> String {
        self.to(&format!("/people/{person}/removal"))
    }
    /// POST: withdraw an invitation.
    pub fn invitation_withdrawal(self, id: impl Display) -> String {
        self.to(&format!("/invitations/{id}/withdrawal"))
    }
    /// POST: send an invitation once more.
    pub fn invitation_reminder(self, id: impl Display) -> String {
        self.to(&format!("/invitations/{id}/reminder"))
    }
    /// One next step, to be changed.
    pub fn step(self, step: impl Display) -> String {
        self.to(&format!("/steps/{step}"))
    }
    /// POST: a next step is done.
    pub fn step_done(self, step: impl Display) -> String {
        self.to(&format!("/steps/{step}/done"))
    }
    /// POST: a next step is not done after all.
    pub fn step_undone(self, step: impl Display) -> String {
        self.to(&format!("/steps/{step}/undone"))
    }
    /// POST: remove a next step.
    pub fn step_removal(self, step: impl Display) -> String {
        self.to(&format!("/steps/{step}/removal"))
    }
    /// Next steps, with the form filled in for a question.
    pub fn steps_for(self, question: impl Display) -> String {
        self.to(&format!("/steps?question={question}#add"))
    }
    /// The agenda, with the form filled in for a question.
    pub fn agenda_for(self, question: impl Display) -> String {
        self.to(&format!("/agenda?question={question}#add"))
    }
    /// POST: a question on the agenda was talked about.
    pub fn agenda_done(self, item: impl Display) -> String {
        self.to(&format!("/agenda/{item}/done"))
    }
    /// POST: it goes back onto the agenda.
    pub fn agenda_undone(self, item: impl Display) -> String {
        self.to(&format!("/agenda/{item}/undone"))
    }
    /// POST: take a question off the agenda.
    pub fn agenda_removal(self, item: impl Display) -> String {
        self.to(&format!("/agenda/{item}/removal"))
    }
    /// Evidence, with the form filled in for a question.
    pub fn evidence_for(self, question: impl Display) -> String {
        self.to(&format!("/evidence?question={question}#add"))
    }
    /// The evidence for a question.
    pub fn evidence_of(self, question: impl Display) -> String {
        self.to(&format!("/evidence?question={question}#q-{question}"))
    }
    /// POST: remove a piece of evidence.
    pub fn evidence_removal(self, evidence: impl Display) -> String {
        self.to(&format!("/evidence/{evidence}/removal"))
    }
    /// Lines of the activity log from before one of them.
    pub fn activity_before(self, line: impl Display) -> String {
        self.to(&format!("/activity?before={line}"))
    }
    /// One round: its state, and one's own part in it.
    pub fn round(self, id: impl Display) -> String {
        self.to(&format!("/rounds/{id}"))
    }
    /// One meeting, for who runs it.
    pub fn meeting(self, id: impl Display) -> String {
        self.to(&format!("/meetings/{id}"))
    }
    /// What is under a meeting's address: `rest` starts with a slash.
    pub fn in_meeting(self, id: impl Display, rest: &str) -> String {
        self.to(&format!("/meetings/{id}{rest}"))
    }
    /// What is under a round's address: `rest` starts with a slash.
    pub fn in_round(self, id: impl Display, rest: &str) -> String {
        self.to(&format!("/rounds/{id}{rest}"))
    }
}

/// Addresses of one workbook.
#[derive(Debug, Clone, PartialEq, Eq)]
pub struct WorkbookPaths {
    language: Language,
    token: Box<str>,
}

macro_rules! workbook_addresses {
    ($($(#[$doc:meta])* $name:ident => $rest:literal;)*) => {
        $($(#[$doc])*
        pub fn $name(&self) -> String {
            self.to($rest)
        })*
    };
}

impl WorkbookPaths {
    /// Addresses of the workbook that `token` opens.
    pub fn new(language: Language, token: &str) -> Self {
        Paths::new(language).workbook(token)
    }

    fn to(&self, rest: &str) -> String {
        match self.language {
            Language::En => format!("{}/w/{}{rest}", base(), self.token),
            Language::Es => format!("{}/es/w/{}{rest}", base(), self.token),
        }
    }

    workbook_addresses! {
        /// The workbook itself.
        page => "";
        /// Title and community.
        details => "/details";
        /// POST of a reset.
        resets => "/resets";
        /// The reading: what to work on next.
        reading => "/reading";
        /// Every change.
        history => "/history";
        /// POST: bring an earlier state back.
        restorations => "/restorations";
        /// Named states.
        snapshots => "/snapshots";
        /// Two states side by side, without a choice yet.
        comparison => "/compare";
        /// The workbook as PDF; takes `?paper=letter|a4`.
        pdf => "/workbook.pdf";
        /// An empty one to fill in by hand.
        blank_pdf => "/blank.pdf";
        /// Everything as JSON.
        export_json => "/export.json";
        /// Answers and notes as a table.
        export_csv => "/export.csv";
        /// Send it on.
        shares => "/shares";
        /// POST: mail me my link.
        link_mail => "/link-mail";
        /// From one's own copy back to its round.
        round => "/round";
        /// Bring the workbook into a partnership.
        claim => "/claim";
        /// Delete the workbook.
        deletion => "/deletion";
        /// POST: take the deletion back.
        deletion_undo => "/deletion/undo";
        /// POST: forget it on this device.
        forget => "/forget";
    }

    /// POST of a whole stage, without scripts.
    pub fn stage(&self, stage: impl Display) -> String {
        self.to(&format!("/stages/{stage}"))
    }
    /// The place of a stage on the workbook page.
    pub fn stage_anchor(&self, stage: impl Display) -> String {
        self.to(&format!("#{stage}"))
    }
    /// The place of a question on the workbook page.
    pub fn question_anchor(&self, question: impl Display) -> String {
        self.to(&format!("#q-{question}"))
    }
    /// POST of one answer.
    pub fn answer(&self, question: impl Display) -> String {
        self.to(&format!("/answers/{question}"))
    }
    /// POST: remove a comment.
    pub fn comment_removal(&self, comment: impl Display) -> String {
        self.to(&format!("/comments/{comment}/removal"))
    }
    /// The form of one own question.
    pub fn question(&self, question: impl Display) -> String {
        self.to(&format!("/questions/{question}"))
    }
    /// POST: remove an own question.
    pub fn question_removal(&self, question: impl Display) -> String {
        self.to(&format!("/questions/{question}/removal"))
    }
    /// POST: undo one change.
    pub fn undo(&self, change: impl Display) -> String {
        self.to(&format!("/changes/{change}/undo"))
    }
    /// Changes older than the one numbered `before`.
    pub fn history_before(&self, before: impl Display) -> String {
        self.to(&format!("/history?before={before}"))
    }
    /// The workbook as it was after the change numbered `seq`.
    pub fn state(&self, seq: impl Display) -> String {
        self.to(&format!("/history/{seq}"))
    }
    /// Two states side by side. Each is a snapshot's id or `now`.
    pub fn compare(&self, from: impl Display, to: impl Display) -> String {
        self.to(&format!("/compare?from={from}&to={to}"))
    }
    /// How a sending went, address by address.
    pub fn share(&self, share: impl Display) -> String {
        self.to(&format!("/shares/{share}"))
    }
    /// The live socket; the same in every language.
    pub fn live(&self) -> String {
        format!("{}/live/{}", base(), self.token)
    }
}

#[cfg(test)]
mod tests {
    use super::*;

    #[test]
    fn spanish_lies_under_es() {
        let (english, spanish) = (Paths::new(Language::En), Paths::new(Language::Es));
        assert_eq!((english.home(), spanish.home()), ("/".into(), "/es".into()));
        assert_eq!(spanish.help(), "/es/help");
        assert_eq!(english.workbook("T").page(), "/w/T");
        assert_eq!(spanish.workbook("T").history_before(9), "/es/w/T/history?before=9");
        assert_eq!(spanish.workbook("T").live(), "/live/T");
    }
}
