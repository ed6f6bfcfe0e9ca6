//! The story as data: who there is, what they say, and when they do what. Everything in it is made up.

mod cast;
mod partners;
mod scenes;
mod voices;

use crosswalk_names::Language;

pub use cast::{CAST, person};
pub use partners::IMPORTED;
pub use scenes::SCENES;

/// Somebody of the partnership.
#[derive(Debug, Clone, Copy)]
pub struct Person {
    /// First and last name.
    pub name: &'static str,
    /// Where their letters go.
    pub email: &'static str,
    /// `viewer`, `member` or `steward`.
    pub role: &'static str,
    /// For whom they speak.
    pub organization: &'static str,
    /// Where they stand in it: `front_line`, `program`, `executive` or nothing.
    pub level: &'static str,
    /// What they read and write.
    pub language: Language,
    /// Whether they are on a phone.
    pub phone: bool,
}

/// What the form of an organization says: its fields by name.
pub type Partner = &'static [(&'static str, &'static str)];

/// What one person says in a round.
#[derive(Debug, Clone, Copy)]
pub struct Voice {
    /// Who.
    pub who: &'static str,
    /// One letter a question: `n`ot yet, in `p`rogress, `y`es, `d`on't know, doesn't `a`pply, `-` not answered. Spaces part
    /// the stages.
    pub answers: &'static str,
    /// Notes on questions, by key.
    pub notes: &'static [(&'static str, &'static str)],
    /// Whether they say that they are done.
    pub done: bool,
}

/// When a scene begins, counted back from the end of the story.
#[derive(Debug, Clone, Copy)]
pub enum When {
    /// So many days before, at an hour of the day in UTC. A weekend becomes the Friday before it.
    Days(i64, i64),
    /// So many minutes before.
    Minutes(i64),
}

/// What one person does at one sitting.
#[derive(Debug, Clone, Copy)]
pub struct Scene {
    /// When it begins.
    pub when: When,
    /// Who.
    pub who: &'static str,
    /// What they do.
    pub acts: &'static [Act],
}

/// One thing that people do.
#[derive(Debug, Clone, Copy)]
pub enum Act {
    /// Starts a workbook without an account, and brings it into a new partnership.
    Found {
        /// Its name.
        name: &'static str,
        /// Its community.
        community: &'static str,
    },
    /// Fills in the settings of the partnership; the backbone is an organization by name.
    Settings(&'static [(&'static str, &'static str)]),
    /// Adds an organization.
    Partner(Partner),
    /// Takes in a sheet of organizations, each row as new.
    Import(&'static str),
    /// Tells for whom they themselves speak, and their level there.
    Speak,
    /// Invites people of the cast by mail.
    Invite(&'static [&'static str]),
    /// Invites an address of nobody in the cast, for an organization.
    InviteOther(&'static str, &'static str),
    /// Sends an invitation once more.
    RemindOther(&'static str),
    /// Makes a link that invites for an organization.
    InviteLink(&'static str),
    /// Takes up their invitation.
    Join,
    /// Opens a round that ends so many days after the end of the story (before it: less than zero).
    OpenRound {
        /// The last day to answer.
        closes: i64,
        /// How many people of which organization are asked.
        asked: &'static [(&'static str, u32)],
    },
    /// Answers the newest round.
    Answer(Voice),
    /// Reminds those who have not answered.
    Remind,
    /// Closes the newest round.
    CloseRound,
    /// Starts a meeting.
    Meet,
    /// Puts a question on the screen.
    Ask(&'static str),
    /// Phones answer, one letter a phone as in [`Voice::answers`].
    Tap(&'static str),
    /// Shows the answers.
    Reveal,
    /// Writes down what the team agrees on about the question on the screen, with a note.
    Agree(&'static str, &'static str),
    /// Ends the meeting.
    EndMeeting,
    /// Answers questions in the team's workbook: key and letter.
    Team(&'static [(&'static str, char)]),
    /// Names the owner of a question in the team's workbook.
    Owner(&'static str, &'static str),
    /// Writes a note on a question in the team's workbook.
    Note(&'static str, &'static str),
    /// Replies to a note: question, the note, the reply.
    Reply(&'static str, &'static str, &'static str),
    /// Writes the notes of a stage, which were empty.
    StageNotes(&'static str, &'static str),
    /// Adds a question of the partnership's own to a stage.
    OwnQuestion(&'static str, &'static str),
    /// Keeps the team's workbook as it is under a name.
    Snapshot(&'static str),
    /// Adds a next step.
    Step {
        /// What to do.
        text: &'static str,
        /// The name of a person or an organization, or nothing.
        owner: &'static str,
        /// By which day, counted from the end of the story.
        due: Option<i64>,
        /// About which question, or nothing.
        question: &'static str,
    },
    /// Finishes the next step with this text.
    StepDone(&'static str),
    /// Puts a question on the agenda, with a note.
    Agenda(&'static str, &'static str),
    /// Notes that a question on the agenda was talked about.
    AgendaDone(&'static str),
    /// Adds evidence: question, kind, label, link.
    Evidence(&'static str, &'static str, &'static str, &'static str),
}
