### A partnership: its home, people, settings. Words of its other pages are in files of their own.

partnerships-title = Your partnerships
partnerships-lead = Partnerships you belong to. Each has its own people, workbook and rounds.
partnerships-none = You don’t belong to a partnership yet. Start one, or ask for an invitation.
partnerships-deleted = Deleted
partnership-new = Start a partnership
partnership-new-lead = A home for the organizations that work together for the same children. You will be its first steward: the person who runs it. It gets a workbook of its own.
partnership-name = Name of the partnership
partnership-name-hint = For example: Milbrook Homes & Schools
partnership-name-empty = Write what the partnership is called.
partnership-community = Town, county or region
partnership-community-hint = You may leave this empty.
partnership-start = Start it

role-viewer = Viewer
role-member = Member
role-steward = Steward
former-member = a former member

settings-title = Settings of the partnership
settings-purpose = What it is for, in one sentence
settings-purpose-hint = For example: so that children in public housing get to school every day
settings-places = Places it serves
settings-places-hint = Neighborhoods, school zones or housing sites, with commas between.
settings-backbone = Who convenes it
settings-backbone-hint = The backbone organization. Its name stands in the header.
settings-backbone-none = Nobody yet
settings-backbone-unknown = Choose one of the partners.
settings-languages = Languages of its people
settings-languages-hint = The first one is used for mail to people who chose none.
settings-color = Color of the header
settings-color-hint = As #rrggbb, or empty for ours. White text must be easy to read on it.
settings-color-odd = Write the color as # and six digits or letters from a to f, like #0e4c92.
settings-color-pale = White text is hard to read on this color. Choose a darker one.
settings-link = The workbook’s link
settings-link-text = Members come to the team’s workbook by its private link. After somebody left, make a new link: the old one stops at once, also where you sent it by mail.
settings-link-new = Make a new link
partnership-delete = Delete the partnership
partnership-delete-warn = This deletes the partnership, its rounds and its workbooks for everyone.
partnership-delete-wrong = This is not the partnership’s name. Type it as it is shown, or go back.
partnership-delete-go = Delete the partnership
partnership-deleted = The partnership is deleted
partnership-deleted-text = You can bring it back until { $date }. After that it is gone for good, with its workbooks and rounds.

archive-title = Take it along
archive-text = One file with everything that stewards can see: tables, PDFs, and a copy that another Crosswalk site can read. It has names and mail addresses of people, so keep it where only the right people get at it. What people answered alone in rounds is not in it; the results are.
archive-get = Download the partnership
archive-readme = A partnership, taken out of Crosswalk
    {""}
    partnership.json    all of it, for programs: another Crosswalk site reads it
    workbook.*          the team’s own answers: PDF to read, CSV for spreadsheets, JSON for Crosswalk
    workbooks/          further workbooks, if there are any
    rounds/             what the results of each closed round show, the oldest first
    organizations.csv   organizations and their contacts
    people.csv          members
    next-steps.csv      next steps
    agenda.csv          the agenda
    evidence.csv        what the answers rest on
    meetings.csv        what came out of meetings
    activity.csv        who did what
    {""}
    It holds names and mail addresses. Keep it where only the right people get at it.
    Not in it: what each person answered alone, and rounds that are still open.
    To bring it in elsewhere: sign in there, open “Your partnerships”, then “Bring in a partnership”.
partnership-import = Bring in a partnership
partnership-import-lead = From another Crosswalk site, or from a file you kept. It becomes a new partnership, and you become its steward.
partnership-import-file = File of the partnership
partnership-import-hint = The .zip file from “Take it along” in the settings of a partnership, up to { $n } MB.
partnership-import-people = Nobody else becomes a member by this. Their names come along, and you invite them when you are ready.
partnership-import-go = Bring it in
partnership-import-not-ours = This is not a file of a partnership. Choose the .zip file that a steward downloaded in the settings.
partnership-import-newer = This file was made by a newer Crosswalk than this one. Ask who runs this site to update it.
partnership-import-unpacked = Unpacked, this file is larger than { $n } MB. This site can’t take that much.
partnership-import-checklist = A round or workbook in this file answers the checklist { $what }, which this site does not have. Ask who runs this site to add it.
partnership-import-odd = Something in this file does not fit: { $part }. Nothing was brought in. Download the file again on the other site, and leave it as it is.

people-lead = Who belongs to the partnership, and for whom they speak.
people-members = Members
people-you = You
people-change = Change
people-role = What they may do
people-role-hint = Viewers read. Members answer, add and change. Stewards run the partnership.
people-organization = Organization
people-no-organization = None
people-level = Where they stand in it
people-level-none = Not said
people-level-front-line = Front line
people-level-program = Program
people-level-executive = Executive
people-awaited = Not here yet
people-awaited-some = { $n ->
    [one] One person came with the file from another site and has not signed in here. They get no mail until they join.
   *[other] { $n } people came with the file from another site and have not signed in here. They get no mail until they join.
}
people-awaited-invite = Open their line to invite them: whoever joins takes over their next steps.
people-invite-awaited = Invite
people-leave = Leave the partnership
people-remove = Take out of the partnership
people-last-steward = A partnership needs a steward. Make somebody else a steward first.
people-invite = Invite people
people-to = Email addresses
people-to-hint = Put a comma between addresses.
people-speak = They speak for
people-send = Send the invitation
people-make-link = Make a link instead
people-no-mail = Make a link and pass it on yourself.
people-invited = Invited, not here yet
people-invited-none = Nobody. Invitations that wait are shown here.
people-by-link = Invitation by link
people-until = until { $date }
people-reminded = sent again on { $date }
people-remind = Send it again
people-withdraw = Withdraw it

join-title = Invitation
join-to = Join { $name }
join-by = { $who } invites you.
join-speak = You would speak for { $name }.
join-role = Your role would be: { $role }.
join-go = Join
join-sign-in-text = To join, we need to know who you are. There is no password: we send you a link by email.
join-sign-in = Sign in and join
join-ended = The invitation ended, was used or was withdrawn. Ask the person who invited you for a new one.

claim-title = Bring this workbook into a partnership
claim-lead = It becomes the team’s own answer there. Nothing is lost: answers, notes, history and snapshots stay, and the links still work.
claim-into = Into which partnership
claim-new-hint = For a new partnership, fill in its name:
claim-go = Bring it in
claim-done = This workbook belongs to a partnership already.
claim-link = Bring into a partnership

activity-started = { $who } started the partnership.
activity-settings-changed = { $who } changed the settings.
activity-deleted = { $who } deleted the partnership.
activity-brought-back = { $who } brought the partnership back.
activity-invited = { $who } invited somebody.
activity-invitation-withdrawn = { $who } withdrew an invitation.
activity-joined = { $who } joined.
activity-left = { $who } left.
activity-member-removed = { $who } took somebody out of the partnership.
activity-member-changed = { $who } changed what a member may do or speaks for.
activity-workbook-added = { $who } brought in the workbook “{ $what }”.
activity-link-renewed = { $who } made a new link for the workbook.
activity-partner-added = { $who } added { $what }.
activity-partner-changed = { $who } changed { $what }.
activity-partner-removed = { $who } removed { $what }.
activity-partners-imported = { $who } imported organizations: { $what }.
activity-partners-merged = { $who } made one out of two entries: { $what }.
activity-round-opened = { $who } opened the round “{ $what }”.
activity-round-closed = { $who } closed the round “{ $what }”.
activity-round-closed-itself = The round “{ $what }” closed.
activity-round-answered = { $who } answered in the round “{ $what }”.
activity-agenda-added = { $who } put “{ $what }” on the agenda.
activity-agreed = { $who } wrote down the team’s answer to “{ $what }”.
activity-step-added = { $who } added a next step: { $what }
activity-step-done = { $who } finished a next step: { $what }
activity-step-changed = { $who } changed a next step: { $what }
activity-step-removed = { $who } removed a next step: { $what }
activity-evidence-added = { $who } added evidence for “{ $what }”.
activity-evidence-removed = { $who } removed evidence for “{ $what }”.
activity-meeting-started = { $who } started a meeting.
activity-meeting-ended = { $who } ended a meeting.
activity-exported = { $who } downloaded the whole partnership as a file.
activity-imported = { $who } brought the partnership in from another site’s file.

home-partners = { $n ->
    [0] No partners yet.
    [one] 1 partner.
   *[other] { $n } partners.
}
partnership-stages = The five stages
home-next = Work on this next
home-rounds = Open rounds
home-round-done = You are done
home-no-steps = No next steps yet. They come out of results and meetings.
home-more-steps = { $n ->
    [one] Show one more next step
   *[other] Show { $n } more next steps
}
home-all-steps = All next steps
home-changed = What changed of late
home-nothing = Nothing in the last two weeks.
home-meeting = In the room
home-meeting-text = Talk about what is on the agenda, and answer together on phones.
home-meetings = Meetings
home-alone = Resting on one person
home-alone-text = If one of these people leaves, a partner goes quiet. Name a backup.
home-alone-none = Every partner with a contact has a backup.
home-alone-at = only contact at { $name }
home-backup = Name a backup
home-sectors = Partners by sector
home-no-partners = No partners yet. Add the first one, or import a list.
