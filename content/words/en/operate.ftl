### For whoever runs the instance.

operate-title = Running this site
operate-tabs = Pages for running this site
operate-overview = Overview
operate-jobs = Jobs
operate-mail = Mail
operate-settings = Settings
operate-link = Running this site
operate-lead = How the site is, what waits, and what is set. Only people who run it see these pages.

operate-program = Program
operate-version = Version
operate-since = Running since
operate-memory = Memory in use
operate-now = Right now
operate-people = People with a workbook open
operate-rooms = Live workbooks
operate-sockets = Live connections
operate-database = Database
operate-engine = Kind
operate-level = Level
operate-size = Size
operate-disk = Free space in the data folder
operate-unknown = not known
operate-amounts = What it holds
operate-workbooks = Workbooks
operate-announced = Of these, to be removed because nobody uses them
operate-partnerships = Partnerships
operate-accounts = People with an account
operate-backups = Backups
operate-backup-last = Last backup
operate-backup-failed = Last failure
operate-backup-none = None yet
operate-backup-off = None are made by themselves
operate-nodes = Nodes
operate-nodes-count = Running now
operate-queue = Jobs
operate-queue-waiting = { $n ->
        [0] No job waits.
        [one] One job waits.
       *[other] { $n } jobs wait.
    }
operate-queue-failed = { $n ->
        [0] None was given up in the last week.
        [one] One was given up in the last week.
       *[other] { $n } were given up in the last week.
    }
operate-queue-look = Look at the jobs

operate-jobs-lead = What the program still has to do, like sending a letter. A job that fails is tried again with longer and longer pauses, and given up after 12 tries. Done and given-up jobs are forgotten after a week.
operate-jobs-failed = Given up
operate-jobs-waiting = Waiting
operate-jobs-none-failed = No job was given up.
operate-jobs-none-waiting = No job waits.
operate-jobs-more = { $n ->
        [one] One job in all.
       *[other] { $n } jobs in all. These are the first of them.
    }
operate-kind-letter = A letter of the site
operate-kind-deliver = A workbook or page for one address
operate-job-since = In the queue since
operate-job-next = Next try
operate-job-tries = { $n ->
        [0] Not tried yet
        [one] Tried once
       *[other] Tried { $n } times
    }
operate-job-error = Last problem: { $error }
operate-job-retry = Try now
operate-job-give-up = Give up
operate-job-gone = It can’t be tried again, because its message was wiped. Whoever sent it can send it again.

operate-mail-lead = Letters on their way, and addresses that want none. What letters say is sealed: nobody can read it here.
operate-mail-queue = In the queue
operate-mail-outbox = No mail server is set
operate-mail-outbox-text = Letters land in the outbox folder of the data folder and go nowhere.
operate-mail-waiting = { $n ->
        [0] none waits
        [one] one waits
       *[other] { $n } wait
    }
operate-mail-failed = { $n ->
        [0] none was given up
        [one] one was given up
       *[other] { $n } were given up
    }
operate-blocked = Addresses that want no mail
operate-blocked-text = Each of these asked for it by the link in a letter. Let mail through again only when its owner asks you.
operate-blocked-none = No address is blocked.
operate-blocked-unknown = An address that is kept nowhere
operate-blocked-since = Since
operate-unblock = Let mail through
operate-unblock-title = Let mail through to an address
operate-unblock-address = Email address
operate-unblock-hint = For an address that its owner told you, when you can’t tell which of the list it is.

operate-settings-lead = What is set here holds at once, and wins over the settings file. What a flag or the environment of the program says wins over this page.
operate-from-default = The default.
operate-from-file = From the settings file.
operate-from-page = Set here.
operate-from-start = Set by a flag or the environment when the program starts, so it can’t be changed here.
operate-next-start = A change holds from the next start of the program on.
operate-waits = This value holds from the next start of the program on.
operate-reset = Back to the value of the file
operate-group-site = The site
operate-group-mail = Mail and signing in
operate-group-workbooks = Workbooks
operate-machine = Set on the machine
operate-machine-text = These belong to the machine. They are changed in the settings file, and hold from the next start on.
operate-machine-none = None
operate-machine-public = Public address
operate-machine-mail = Mail server
operate-machine-provider = Sign-in provider
operate-machine-backups = Backups by themselves
operate-machine-backups-every = { $n ->
        [one] Every hour, the last { $keep } are kept
       *[other] Every { $n } hours, the last { $keep } are kept
    }
operate-set-name = Name of the site
operate-set-name-hint = Stands in the header and in letters.
operate-set-run-by = Who runs it
operate-set-run-by-hint = Stands in the header and on the privacy page.
operate-set-contact = Address for questions
operate-set-contact-hint = People can write there when they need help. May be empty.
operate-set-languages = Languages of pages
operate-set-languages-hint = Leave both unless everybody here reads one. A link to a page in the other language then leads to the same page in this one.
operate-languages-both = English and Spanish
operate-languages-en = English
operate-languages-es = Spanish
operate-set-mail-from = Sender of letters
operate-set-mail-from-hint = Your mail server must be allowed to send from this address.
operate-set-mail-sign-in = Sign in by a mailed link
operate-set-mail-sign-in-hint = “No” leaves the provider and passkeys. Then the provider decides what it asks of people, such as a second factor.
operate-yes = Yes
operate-no = No
operate-set-time-zone = Time zone
operate-set-time-zone-hint = Of dates on pages, like America/Chicago.
operate-set-retention = Months until unused workbooks go
operate-set-retention-hint = Only workbooks that belong to no partnership. Their removal is announced a month ahead. 0: they stay for ever.
operate-set-people = People in one workbook
operate-set-people-hint = At the same time.
operate-set-notes = Characters of the notes of a stage
operate-set-notes-hint = {""}
operate-set-comment = Characters of a note on a question
operate-set-comment-hint = {""}
operate-set-questions = Own questions of a stage
operate-set-questions-hint = {""}
operate-set-document = Bytes of one workbook
operate-set-document-hint = With all that was deleted in it.
operate-mistake-empty = This can’t be empty.
operate-mistake-long = { $n ->
        [one] Use at most one character.
       *[other] Use at most { $n } characters.
    }
operate-mistake-address = Write one email address, like help@example.org.
operate-mistake-zone = Write a time zone like America/Chicago, or UTC.
operate-mistake-choice = Choose one of the values of the list.
operate-mistake-no-other-way = Without a sign-in provider nobody could sign in any more. Set one up first.
operate-mistake-number = Write a whole number from { $least } to { $most }.
operate-changes = Changes
operate-changes-none = Nothing was changed here yet.
operate-changed = { $what }: from { $before } to { $after }
operate-changed-back = { $what }: from { $before } back to the value of the file
operate-nothing = nothing
operate-somebody = Somebody without a name
operate-command-line = Command line, or an account that is gone

operate-done-retried = The job is tried now.
operate-done-given-up = The job was given up.
operate-done-unblocked = Mail to the address goes through again.
operate-done-saved = Saved.
operate-done-nothing = Nothing was changed.

leaving-title = This workbook was about to be removed
leaving-text = Nobody had opened it for a long time, so it was to be removed on { $date }. You have opened it, so it stays.
