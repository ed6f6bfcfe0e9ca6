### Next steps, the agenda, evidence and the activity log of a partnership.

question-choose = Choose a question
question-empty = Choose a question.
question-gone = This question is not in the workbook any more. Choose another one.
question-gone-name = A question that is no longer in the workbook

steps-lead = Who does what, by when.
steps-open = To do
steps-none = No next steps yet. Add the first one, or find one on the agenda.
steps-none-viewer = No next steps yet.
steps-add = Add a next step
steps-text = What to do
steps-text-hint = One thing, starting with a verb. For example: Ask the school for attendance numbers
steps-text-empty = Write what is to be done.
steps-owner = Who sees to it
steps-owner-none = Nobody yet
steps-owner-people = People
steps-owner-organizations = Organizations
steps-owner-gone = This owner does not belong to the partnership any more. Choose another one.
steps-due-day = By which day
steps-due-hint = You may leave this empty.
steps-due-odd = This is not a day. Write it like 2026-12-14, from 2020 to 2100.
steps-question = About which question
steps-question-none = None
steps-full = A partnership can have { $n } open next steps. Finish or remove one first.
steps-overdue = Overdue
steps-soon = Due soon
steps-no-owner = No owner
steps-nobody = No owner yet
steps-choose-owner = choose an owner
steps-due = due { $date }
steps-done-on = done { $date }
steps-about = about “{ $topic }”
steps-change = Change
steps-done = Done
steps-reopen = Not done after all
steps-done-count = { $n ->
    [one] One step is done
   *[other] { $n } steps are done
}
steps-finished = Done: { $text }
steps-removed = Removed: { $text }
steps-edit = Change a next step
steps-back = Go back
steps-remove = Remove this step
steps-calendar = Add to your calendar
steps-calendar-what = Get a private link, and your own calendar shows the next steps that have a day.
steps-calendar-make = Make a calendar link
steps-calendar-how = In your calendar, look for “add by URL” or “subscribe”, and paste this link there.
steps-calendar-link = Your calendar link
steps-calendar-hint = Anyone with this link can read the next steps. Keep it to yourself.
steps-calendar-end = End this link
steps-calendar-name = { $name }: next steps
steps-calendar-owner = Owner: { $name }

agenda-title = Agenda
agenda-lead = Questions to talk about next. You can print this page and take it along.
agenda-none = Nothing on the agenda yet. Add a question that you want to talk about.
agenda-none-viewer = Nothing on the agenda yet.
agenda-add = Add a question
agenda-add-go = Put it on the agenda
agenda-question = Question
agenda-note = What to talk about
agenda-note-hint = You may leave this empty.
agenda-full = An agenda can hold { $n } questions. Take one off first.
agenda-twice = This question is on the agenda already.
agenda-answer = The team’s answer:
agenda-by = Added by { $name }
agenda-help = What the guide says
agenda-help-open = Read on in the guide
agenda-step = Add a next step
agenda-done = We talked about it
agenda-reopen = Put it back
agenda-remove = Take it off
agenda-done-count = { $n ->
    [one] One question was talked about
   *[other] { $n } questions were talked about
}
agenda-finished = Talked about: { $topic }
agenda-removed = Taken off the agenda: { $topic }

evidence-title = Evidence
evidence-lead = What the team’s answers rest on. It helps new partners to trust them.
evidence-add = Add evidence
evidence-question = For which question
evidence-kind = What it is
evidence-kind-empty = Choose what it is.
evidence-document = Document
evidence-page = Web page
evidence-person = Person who knows
evidence-record = Record
evidence-label = What it is called
evidence-label-hint = For example: Minutes of May 4. Name a person only if they agree.
evidence-label-empty = Write what it is called.
evidence-link = Link
evidence-link-hint = You may leave this empty. A person has none.
evidence-link-odd = This is not a web address. It starts with https:// or http://.
evidence-link-person = A person has no link. Leave this empty, or choose what else it is.
evidence-full = A partnership can have { $n } pieces of evidence. Remove some first.
evidence-count = { $n ->
    [0] no evidence
    [one] one piece
   *[other] { $n } pieces
}
evidence-not-yet = No evidence yet
evidence-by = added by { $name }
evidence-remove = Remove
evidence-removed = Removed: { $label }
evidence-strays = For questions that are no longer in the workbook

activity-title = Activity
activity-lead = Who did what in the partnership. Only stewards see this page.
activity-none = Nothing has happened yet.
activity-no-more = There is nothing older.
activity-older = Older
activity-newest = Back to the newest
activity-csv = Download as a table
activity-csv-at = When (UTC)
activity-csv-who = Who
activity-csv-line = What happened
activity-csv-kind = Kind
activity-csv-what = To what
activity-program = Crosswalk
activity-other = { $who } did something: { $what }
activity-agenda-done = { $who } noted that “{ $what }” was talked about.
activity-agenda-reopened = { $who } put “{ $what }” back on the agenda.
activity-agenda-removed = { $who } took “{ $what }” off the agenda.
activity-calendar-linked = { $who } made a calendar link to the next steps.
activity-calendar-unlinked = { $who } ended a calendar link to the next steps.
