### Every page but the workbook itself.

## Home
home-title = Start here
home-headline = Homes and schools share the same children
home-lead = { $n ->
   *[other] Crosswalk helps housing and school partners plan together. Answer { $n } short questions and see what is in place, what is missing, and what to do next.
}
home-start = Start the readiness workbook
home-promise-account = No account
home-promise-time = About 40 minutes, stop any time
home-promise-offline = Works without internet
home-peek-title = One question. Three partners. Three answers.
home-peek-question = “Did people who live and go to school here help shape this assessment?”
home-peek-housing = Housing authority
home-peek-school = School district
home-peek-tenants = Tenants council
home-peek-foot = A made-up example. Differences like these show you where to start talking.
home-where-live = Where children live
home-where-learn = Where children learn
home-stages = The five stages
home-checklist = Which checklist
home-stage-go = About this stage
home-card-next = Know which stage to work on
home-card-next-text = Answer on your own or together. You get one clear next stage, and the questions to take up first.
home-card-next-eg = Work on stage 3 next
home-card-next-count = 1 of 5 questions started
home-card-next-meter = 1 in progress, 1 not yet, 3 not answered
home-card-together = Fill it in together
home-card-together-text = Send a private link. Everyone sees answers and notes as they come, and who wrote them.
home-card-together-eg = 3 people here
home-card-together-names = Rosa, Thuy and Marcus
home-card-together-note = Residents named “families who moved twice in a year.” Are these the same children?
home-card-together-by = A note by Thuy, made up
home-card-keep = Never lose a word
home-card-keep-text = Your work stays yours: on paper, in a file, and in the history.
home-card-keep-pdf = A PDF to print, filled in or blank
home-card-keep-mail = A link by email, to edit or to read only
home-card-keep-history = Every change in a history, each with an Undo
home-card-keep-offline = No network? Keep going. It is sent later.
home-back = Coming back?
home-back-label = Link to your workbook
home-back-hint = Paste the whole link from your email or your notes.
home-back-open = Open my workbook
home-back-lost = Lost the link? Ask a partner who has it, or look in your email. Have an export file?
home-import = Import it
home-link-wrong = This is not a link to a workbook here. Copy the whole link, from https to the end, and paste it again.

## Your workbooks on this device
devices-title = Your workbooks on this device
devices-lead = This device remembers the workbooks that you opened on it. On a shared phone or computer, forget them when you are done.
devices-empty = This device remembers no workbook yet. Start one, or open one with its link.
devices-read-only = Read only
devices-forget = Forget on this device
devices-more = Open another one
devices-start = Start a new workbook

## Import
import-title = Import a workbook
import-lead = Turn an export file into a workbook again. It gets new links; the old workbook is not touched.
import-file = Export file
import-hint = A file that ends in .json, at most { $n } MB.
import-go = Import
import-not-ours = This file is not a Crosswalk export. Choose a .json file that was downloaded from a workbook.

## Help
help-title = How Crosswalk works
help-contents = On this page
help-brief = In brief
help-brief-1 = A workbook is a private page with questions in five stages. You start one with one click.
help-brief-2 = Whoever has the link can open it. There is no account and no password.
help-brief-3 = Nothing is graded. The answers show which stage to work on next.
help-start = Start a workbook
help-start-1 = Press “Start the readiness workbook.” A new workbook opens at once, with a link that only you have. This device remembers it under “Your workbooks.”
help-start-2 = Give it a title and a place if you like, and tell partners what to call you. All of that is optional.
help-answer = Answer the questions
help-answer-1 = Each question has four answers. Choose the one that is true today; you can change it any time.
help-not-yet = nobody has begun. That is fine: it tells you where to begin.
help-in-progress = somebody is working on it.
help-yes = it is in place.
help-not-applicable = it does not fit your place. The question leaves the total.
help-answer-own = In a copy that you fill in alone for a round there is a fifth answer, “I don’t know.” It counts as answered, but not as yes. It names something to find out.
help-answer-2 = Stages can be done in any order. Under each question you can name who looks after it and leave notes. Each stage has room for shared notes and for questions of your own.
help-answer-3 = Each painted stripe is a question: full for yes, half for in progress, an outline for not yet, an outline with a dot for I don’t know, a thin line for doesn’t apply, dotted for no answer.
help-together = Work together
help-together-1 = Send the link to partners. Several people can work in a workbook at once. Everyone sees new answers and notes as they come.
help-together-2 = When two people answer the same question, the later answer stands and the history keeps the other. When two people type in the same notes, both texts are kept.
help-offline = Work without internet
help-offline-1 = Once you have opened a workbook on a device, you can open it there without a network. Your changes are kept on the device and sent when you are back online.
help-offline-2 = “Saved” always means that the server has it. Until then the page says that your changes are on this device only.
help-next = See what to work on next
help-next-1 = “Next stage” reads your answers. A stage can carry the next ones when at least half of its questions are answered yes. The first stage that can’t is the one to work on. Stages where work has begun can go on.
help-next-2 = There is no score and no ranking. Questions that do not apply are left out.
help-back = Undo, history and snapshots
help-back-1 = { $n ->
    [one] Every change is in the history, with a name and a time. You can bring back any state of the last day.
   *[other] Every change is in the history, with a name and a time. You can bring back any state of the last { $n } days.
}
help-back-2 = A snapshot keeps today’s answers under a name. Compare two of them to see what has changed. Snapshots stay until the workbook is deleted.
help-send = Send, print and download
help-send-1 = You can send the workbook by email, download it as a PDF, or print an empty one and fill it in by hand. Choose if people may edit or only read.
help-send-2 = You can also download everything as a file and import it here or on another Crosswalk site.
help-link = Keep your link safe
help-link-1 = Anyone with the edit link can read and change answers. Anyone with the read link can only read. Treat the edit link like a key.
help-link-2 = The server keeps no readable copy of the links. If nobody has the link any more, nobody can open the workbook: mail yourself the link, or keep it with your notes.
help-stages = Each stage asks about one part of the work. Partnerships move back and forth between them.
help-topics = Topics:

## Privacy
privacy-title = Privacy: what we keep
privacy-brief-1 = You need no account for a workbook, and we do not ask who you are. Only partnerships know their members.
privacy-brief-2 = We keep what you write in a workbook until it is deleted.
privacy-brief-3 = There is no advertising, no tracking, and nothing is loaded from other companies.
privacy-who = Who runs this site
privacy-who-text = { $name } is run by { $who } on its own server.
privacy-who-unnamed = { $name } runs on its own server.
privacy-keep = What the server keeps
privacy-keep-book = What people write in a workbook: answers, owners, notes, questions, title and place, with the time and the name they chose to give.
privacy-keep-name = A name is optional. It is shown to everyone who has a link to the workbook.
privacy-keep-link = Of the private links only a fingerprint. It can tell that a link is right, but the link can’t be read from it.
privacy-keep-mail = When you send a workbook: the addresses and the message, locked away until the mail is sent. If someone stops our mail, a fingerprint of their address, so that we do not write again.
privacy-keep-account = If you sign in: your name, your mail address (locked away), your passkeys (their public half), and on which devices you are signed in. You see all of it on your own page, take it with you, and remove it there.
privacy-keep-partnership = Of a partnership: its members, what organizations tell of themselves and how to reach them (locked away), next steps, agenda, evidence, and who did what. Members get mail about what waits for them, such as a round or a next step that is due, and can stop it.
privacy-keep-log = A technical log of requests and errors. It holds no links, no names and nothing that you wrote. Network addresses are used for limits only.
privacy-device = What your device keeps
privacy-device-text = Small cookies, all from this site and none of them for tracking, and a copy of your workbooks:
privacy-cookie-device = cw_device: a random number, so that a confirmed email address stays confirmed on this device.
privacy-cookie-books = cw_books: the links of workbooks that you opened.
privacy-cookie-name = cw_name: the name you gave, so that you are asked only once.
privacy-cookie-theme = cw_theme: light or dark.
privacy-cookie-session = cw_session: that you are signed in, until you sign out or do not come for a while. Only if you sign in.
privacy-cookie-ceremony = cw_ceremony: for five minutes while you sign in with a passkey or another account, so that nobody can slip in between.
privacy-cookie-phone = cw_phone: a random number in meetings, for 12 hours, so that your phone’s answer counts once. It goes to the pages of meetings only.
privacy-copy = A copy of each open workbook, so that it works without internet.
privacy-device-forget = “Forget on this device” removes a workbook’s link and copy.
privacy-see = Who can see a workbook
privacy-see-text = Everyone who has one of its links, and the people who run this server. Search engines are told not to list workbooks.
privacy-see-partnership = A partnership is seen by its members only. What you answer alone in a round is seen by you, and by nobody else in the partnership; results show groups, and hide groups that are too small. A calendar link shows next steps to whoever has it; you can end it at any time.
privacy-long = For how long
privacy-long-text = { $n ->
    [one] A workbook is kept until somebody with the edit link deletes it. After that it can be brought back for one day, then it is gone for good. Older states in the history are kept for one day.
   *[other] A workbook is kept until somebody with the edit link deletes it. After that it can be brought back for { $n } days, then it is gone for good. Older states in the history are kept for { $n } days.
}
privacy-long-unused = { $n ->
    [one] A workbook that belongs to no partnership and that nobody opens for one month is deleted too. Whoever opens it in the last 30 days before that is told, and it stays.
   *[other] A workbook that belongs to no partnership and that nobody opens for { $n } months is deleted too. Whoever opens it in the last 30 days before that is told, and it stays.
}
privacy-not = What does not belong in a workbook
privacy-not-text = Do not write down the names of children or families, or anything from their records. Write about groups and about your own work.

## Accessibility
access-title = Accessibility
access-lead = Crosswalk is for everybody who works for children in a place: staff, parents and residents, on new computers and old phones. We build to WCAG 2.2, level AA.
access-works = What works
access-keyboard = Everything can be done with the keyboard alone. The place you are at has a wide ring.
access-reader = Screen readers hear each question with its topic, each answer, and what was saved. New answers of others are not read out unless you ask.
access-zoom = Text can be four times as large, and pages fit a screen 320 pixels wide, without scrolling sideways.
access-color = Nothing is shown by color alone: numbers, shapes and words say the same.
access-dark = There are light and dark colors, and your system’s high-contrast colors are respected. Nothing moves by itself.
access-script = All pages and forms work without scripts.
access-paper = The workbook can be filled in by hand on paper. Its PDF has tags for screen readers.
access-language = All pages are in English and Spanish.
access-checked = How it is checked
access-checked-text = On every change, a program checks each page in both languages, light and dark, wide and narrow, and people’s usual paths with the keyboard alone.
access-open = What is not good enough yet
access-open-text = No full test with NVDA, JAWS, VoiceOver and TalkBack by people who use them every day has been done yet, and the Spanish has not been read by a certified translator.
access-tell = Tell us
access-tell-text = If something does not work for you, please tell the people who run this site. Say which page it was and what you use.

## API
api-title = API for programs
api-lead = Everything that people can do with a workbook, programs can do too.
api-base = The API is at
api-token = A workbook’s token is the last part of its private link. Treat it like a key: who has the edit token can change everything.
api-errors = Errors are problem documents (RFC 9457). They name the field and say how to mend it. Dates are in UTC.
api-document = OpenAPI document
api-operations = Operations
api-body = Body to send

## Errors
error-not-found = This page is not here
error-not-found-text = Check the address for a missing end: private links are long. If a partner sent you the link, ask for it again.
error-forbidden = This is not possible with your link
error-forbidden-text = Your link can read the workbook, but not change it. Ask the person who sent it for the link that can edit. If you came from another site, open the page here and try again.
error-gone = This workbook was deleted
error-gone-text = Somebody with the edit link deleted it. They can bring it back for 30 days.
error-gone-text-editor = Somebody with the edit link deleted it. You can bring it back with one click, for 30 days after it was deleted.
error-conflict = This has changed in the meantime
error-conflict-text = Somebody else was faster, or what you asked for does not fit any more. Go back, load the page again, and try once more.
error-too-large = This is too much at once
error-too-large-text = What you sent is larger than we take. Go back and send it in smaller pieces. Your text is still in the form.
error-too-many = Too many requests
error-too-many-seconds = { $n ->
    [one] Please wait one second, then load the page again. Nothing is lost.
   *[other] Please wait { $n } seconds, then load the page again. Nothing is lost.
}
error-too-many-minutes = { $n ->
    [one] Please wait a minute, then load the page again. Nothing is lost.
   *[other] Please wait { $n } minutes, then load the page again. Nothing is lost.
}
error-unavailable = We are back in a moment
error-unavailable-text = The server can’t reach its storage right now, so nothing can be saved. Wait a minute and load the page again. What is on this device stays there.
error-again-text = This page keeps what you wrote. Send it again in a moment.
error-again = Send it again
error-internal = Something went wrong on our side
error-internal-text = It is not your fault, and your saved work is safe. Go back and try once more. If it happens again, give the reference number to the people who run this site.
error-reference = Reference number:
error-contact = Questions? Write to
error-to-workbooks = Go to your workbooks
error-to-home = Start page

## The reading
reading-title = What to work on next
reading-pdf = Download PDF
reading-eyebrow = Your next stage
reading-eyebrow-done = Well done
reading-first = Take these up first
reading-open-stage = Open stage { $n }
reading-back = Back to the workbook
reading-principles = Four principles
reading-principles-lead = They run through all stages. Each question speaks to at least one of them.
reading-strong = Strong
reading-growing = Growing
reading-thin = Thin so far
reading-unknown = Too early to say
reading-open = What is still open
reading-to-find-out = To find out
reading-rule = How we read it: a stage can carry the next ones when at least half of its questions are answered yes. The first stage that can’t is next. Questions that do not apply are left out, and your own questions do not count. There is no score.

## History. Each message goes on after a name: “Rosa answered …”
history-title = History
history-lead = { $n ->
    [one] Every change, with the newest first. You can bring back any state of the last day.
   *[other] Every change, with the newest first. You can bring back any state of the last { $n } days.
}
history-lead-read = Every change, with the newest first.
history-empty = Nothing has changed yet. Answer a question, and it shows here.
history-empty-go = Go to the workbook
history-newest = See the newest changes
history-older = See older changes
history-see = See the workbook before this
history-overtaken = a later answer stood
history-answered = answered “{ $topic }” with “{ $answer }”
history-cleared = cleared the answer to “{ $topic }”
history-owner = made { $owner } the owner of “{ $topic }”
history-owner-none = took the owner off “{ $topic }”
history-comment = left a note on “{ $topic }”
history-comment-removed = removed a note on “{ $topic }”
history-comment-restored = brought back a note on “{ $topic }”
history-question = added a question to stage { $n }
history-question-edited = changed the words of a question in stage { $n }
history-question-removed = removed a question from stage { $n }
history-question-restored = brought back a question in stage { $n }
history-title-set = called the workbook “{ $text }”
history-title-cleared = took the title away
history-community-set = set the place to “{ $text }”
history-community-cleared = took the place away
history-note = wrote in the notes on stage { $n }
history-reset = cleared the answers of stage { $n }
history-reset-all = cleared the answers of all stages
history-restored = brought back the workbook as it was on { $when }

## An earlier state
then-title = The workbook as it was
then-at = The workbook before { $when }
then-restore-title = Bring this state back?
then-restore-text = Answers, notes and questions become what they were here, for everyone. What was written since stays in the history, so you can undo this too.
then-restore = Bring this state back
then-question = Question
then-answer = Answer
then-owner = Owner
then-comments = Notes
then-own = Your question
then-nobody = nobody
then-notes = Notes on stage { $n }

## Snapshots
snapshots-title = Snapshots
snapshots-lead = A snapshot keeps today’s answers, so that you can see later what has changed.
snapshots-new = New snapshot
snapshots-name = Name (you can leave it empty)
snapshots-name-hint = For example “November meeting.” Without a name it is called by its date.
snapshots-name-long = This name is too long. Use at most { $n } characters.
snapshots-too-many = This workbook has { $n } snapshots, which is the most it can keep.
snapshots-take = Take a snapshot
snapshots-list = Your snapshots
snapshots-empty = No snapshot yet. Take one before a meeting, and another after.
snapshots-compare-now = Compare with today
snapshots-compare-two = Compare two snapshots

## Compare
compare-title = What has changed
compare-lead = Choose two states of the workbook.
compare-none = There is nothing to compare yet. Take a snapshot today, and compare with it later.
compare-from = From
compare-to = To
compare-go = Compare
compare-now = Today
compare-count = { $n ->
    [0] No answer is different
    [one] One answer is different
   *[other] { $n } answers are different
}
compare-caption = Stage by stage: { $from } and { $to }
compare-stage = Stage
compare-yes = Answered yes
compare-of = { $yes } of { $total }
compare-up = up from { $n }
compare-down = down from { $n }
compare-same = no change
compare-then = then

## Send
shares-title = Send this workbook
shares-lead = People get a link and a PDF. They do not need an account.
shares-mail = By email
shares-to = Email addresses
shares-to-hint = { $n ->
    [one] One address.
   *[other] Put a comma, a space or a new line between addresses. At most { $n } at once.
}
shares-message = Message (you can leave it empty)
shares-message-hint = Links in your message are shown, but can’t be clicked. That keeps spammers away.
shares-access = What can they do?
shares-access-edit = Answer and add notes
shares-access-read = Read only
shares-from = Your own email address
shares-from-hint = Answers go to you. The first time on this device, we ask you to confirm it before anything is sent.
shares-name = Your name (you can leave it empty)
shares-send = Send
shares-no-mail = This site does not send email.
shares-no-mail-text = Use your own mail program, copy a link, or download the PDF.
shares-own-mail = With your own mail program
shares-own-mail-text = Opens a new message with the link in it.
shares-own-mail-go = Write a message
shares-mailto-subject = Readiness workbook: { $title }
shares-mailto-body = Here is the link to our readiness workbook. You do not need an account.
shares-past = Sent from this device
shares-people = { $n ->
    [one] to one person
   *[other] to { $n } people
}
shares-links = Copy a link
shares-edit-link = Link to edit
shares-edit-hint = Anyone with this link can read and change answers.
shares-read-link = Link to read only
shares-read-hint = Anyone with this link can read, but not change.
shares-files = Paper and files
shares-pdf = PDF of this workbook
shares-blank = Blank form to fill in by hand (PDF)
shares-json = Everything as a file (JSON)
shares-csv = Answers and notes as a table (CSV)

## What can be wrong with an address; also read by the script that checks while one types
address-empty = Write an address, like maria@example.org.
address-no-at = “{"{"}address{"}"}” is missing the @. Write it between the name and the domain.
address-two-ats = “{"{"}address{"}"}” has more than one @. Keep one, and put a comma between two addresses.
address-space-inside = “{"{"}address{"}"}” has a space inside. Take it out.
address-nothing-before-at = “{"{"}address{"}"}” is missing the name before the @.
address-nothing-after-at = “{"{"}address{"}"}” is missing what comes after the @, like example.org.
address-no-ending = “{"{"}address{"}"}” is missing its ending, like .org
address-odd-ending = “{"{"}address{"}"}” has an ending that does not exist. Check the letters after the last dot.
address-number-domain = “{"{"}address{"}"}” has a number after the @. Write a name, like example.org.
address-trailing-dot = “{"{"}address{"}"}” has a dot at the end. Take it out.
address-dot-misplaced = “{"{"}address{"}"}” has a dot too many. Take out the one beside another dot, beside the @ or at the start.
address-hyphen-misplaced = “{"{"}address{"}"}” has a hyphen in the wrong place. Take it out.
address-too-long = “{"{"}address{"}"}” is too long to be an address.
address-control-character = “{"{"}address{"}"}” has an invisible character inside. Type it again by hand.
address-accent-before-at = “{"{"}address{"}"}” has the letter “{"{"}detail{"}"}” before the @, which mail servers do not take. Use letters without accents.
address-accent-in-domain = “{"{"}address{"}"}” has letters with accents after the @. Ask its owner for the plain form.
address-odd-character = “{"{"}address{"}"}” has a character that can’t be in an address. Take it out.
address-too-many = These are more than {"{"}limit{"}"} addresses. Send the rest after that.

## How a sending went
status-title = How your message goes
status-count = { $n ->
    [one] { $sent } of 1 sent
   *[other] { $sent } of { $n } sent
}
status-confirm = Please confirm your address { $address }.
status-confirm-text = We have sent you an email with a button. Your message goes out after you press it. Look in the spam folder if it is not there in a few minutes.
status-waiting = Waits for you
status-queued = In the queue
status-retrying = Tried again soon
status-sent = Sent
status-failed = Not sent
status-stopped = Not sent
status-tries = { $n ->
    [one] Tried once so far.
   *[other] Tried { $n } times so far.
}
status-reload = This page does not change by itself.
status-reload-go = Load it again
reason-timed-out = The mail server took too long.
reason-unreachable = The mail server can’t be reached.
reason-setup = The mail server of this site is not set up right. Tell the people who run it.
reason-try-later = The mail server asks us to try later.
reason-mailbox-full = The mailbox is full.
reason-address-refused = The mail server does not know this address. Check it for a typing mistake.
reason-refused = The mail server refused the message.
reason-bad-message = The message could not be written.
reason-folder = The outbox of this site can’t be written. Tell the people who run it.
reason-unavailable = The workbook could not be read just then.
reason-deleted = The workbook was deleted.
reason-lost = What was to be sent can’t be read any more. Send it again.
reason-stopped = This person wants no mail from this site. Give them the link yourself.
reason-other = The message could not be sent.

## My link by mail
link-mail-title = Email me my link
link-mail-lead = You get the link to this workbook, so that you can open it on any device.
link-mail-to = Your email address
link-mail-send = Send me the link
link-mail-sent = On its way to { $address }.
link-mail-sent-text = Look in the spam folder if it is not there in a few minutes.
link-mail-none = Copy the link from the workbook and keep it with your notes.

## Details and own questions
details-too-long = This is too long. Use at most { $n } characters.
own-edit = Change your question
own-empty = Write your question first.
name-too-long = This name is too long. Use at most { $n } characters.

## Deleting
deletion-title = Delete this workbook
deletion-warn = This deletes the workbook for everyone.
deletion-warn-text = { $n ->
    [one] You can bring it back for one day. After that nobody can.
   *[other] You can bring it back for { $n } days. After that nobody can.
}
deletion-keep = Keep a copy first:
deletion-type = Type “{ $title }” to show that you mean it
deletion-wrong = This is not the workbook’s name. Type it as it is shown, or go back.
deletion-go = Delete for everyone
deletion-leave = Keep it
deletion-done = The workbook is deleted
deletion-done-text = You can bring it back until { $date }. After that it is gone for good.
deletion-undo = Bring it back

## Confirm and stop
confirm-title = Confirm your address
confirm-ask = You asked us to send a readiness workbook. If { $address } is your address, press the button. Your message goes out right after that.
confirm-not-you = If it was not you, close this page. Nothing will be sent in your name.
confirm-go = This is my address, send it
confirm-done = Thank you. Your message is on its way.
confirm-done-text = On this device you will not be asked again for { $address }.
confirm-status = See how it goes
confirm-expired = This link does not work any more
confirm-expired-text = It was used already, or it is too old. Open your workbook and send it again; you get a new link.
stop-title = Stop mail from this site
stop-ask = { $address } will get no more mail from { $instance }: no workbooks from partners, and no links that you ask for.
stop-note = Partners who send you something are told that it was not delivered.
stop-go = Stop all mail
stop-done = You will get no more mail from us
stop-done-text = { $address } is on the list of { $instance }. Sorry for the trouble.
stop-unknown = This link does not work
stop-unknown-text = Open the link at the end of a message from this site, and copy all of it. You can also write to the people who run it.

## For developers and operators
outbox-title = Outbox
outbox-lead = This site has no mail server, so its letters land here. Only the operator of a development site sees this page.
outbox-empty = Nothing has been written yet. Send a workbook, and the letter shows here.
outbox-to = To
outbox-attached = Attached:
