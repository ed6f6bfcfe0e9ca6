### Pages about the organizations of a partnership. Labels of kinds and fields are in partners.ftl.

partners-lead = The organizations that work together, what each brings, and whom to call.
partners-list = All partners
partners-add = Add a partner
partners-import = Import a list
partners-csv = Export CSV
partners-xlsx = Export XLSX
partners-none = No partners yet. Add the first one, or import a list.
partners-none-viewer = No partners yet. Members can add them.
partners-nothing-found = No partner fits this. Change or clear the filters.
partners-column-name = Partner
partners-count = { $n ->
    [one] 1 partner
   *[other] { $n } partners
}
partners-shown = { $n } of { $total } partners
partners-no-backup = No backup
partners-no-contact = No contact
partners-contact-unnamed = No name yet

partners-filter = Filter partners
partners-filter-q = Words to look for
partners-filter-sector = Sector
partners-filter-any-sector = All sectors
partners-filter-power = Power to decide
partners-filter-backup = Backup contact
partners-filter-any = Any
partners-filter-go = Show
partners-filter-clear = Clear filters

partners-missing = Who is missing
partners-missing-lead = The toolkit names five kinds of partners. Nobody stands for these yet:
partners-missing-none = All five kinds of partners that the toolkit names are here.
partners-missing-who = Who could it be?
partners-missing-hint = Choose one to add it.

## One organization
partner-about = About
partner-members = Members who speak for it
partner-members-none = Nobody yet
partner-contacts = Whom to call
partner-contacts-hidden = Members and stewards see email addresses and phone numbers.
partner-contacts-seen = Members and stewards see email addresses and phone numbers of contacts. Viewers don’t.
partner-rests-on-one = If this person leaves, a partner goes quiet. Name a backup.
partner-backbone = Convenes the partnership
partner-edit-go = Edit
partner-remove = Remove this partner
partner-merge = Make it one with another partner

## The form
partner-edit = Edit partner
partner-edit-lead = Only a name and a sector are needed. You can fill in the rest later.
partner-name = Name of the organization
partner-part-work = What they do
partner-not-said = Not said
partner-hint-sector = You can leave this open if you choose a kind.
partner-hint-letters = Two letters or digits for its chip, like MH. Leave it empty and we choose them.
partner-hint-website = Like milbrook.org
partner-hint-brings = People, data, rooms, money, trust.
partner-hint-decision = How much it can decide in what you do together.
partner-hint-funding = How much it can pay for in what you do together.
partner-hint-populations = Families, ages, languages.
partner-hint-places = Neighborhoods, school zones, housing sites. One on each line.
partner-hint-existing = Groups and tables where it already works with others.
partner-main-hint = The person you call first.
partner-backup-hint = The person you call when the main contact is away or leaves.
partner-contact-name = Name
partner-contact-job = Job title
partner-contact-email = Email
partner-contact-phone = Phone
partner-contact-level = Where they stand in the organization

## What can be wrong with a field
partner-problem-name = Write what the organization is called.
partner-problem-sector = Choose a sector, or a kind of organization.
partner-problem-missing = Fill this in.
partner-problem-long = This can hold { $limit } characters. Shorten it.
partner-problem-email = This is not a whole email address. Write it like rosa@example.org.
partner-problem-website = This is not the address of a website. Write it like milbrook.org.
partner-problem-letters = Write two letters or digits, like MH.
partner-problem-choice = This is not in the list. Choose one of the list.
partner-problem-other-sector = This kind belongs to another sector. Change the kind or the sector.
partner-problem-taken = Another partner has these letters. Write others, or leave it empty.
partner-problem-full = A partnership can hold { $n } partners. Remove one first.

## Removing
partner-removal-warn = This can’t be undone.
partner-removal-merge = If the same organization is in the list twice, make the two one. Then nothing is lost.
partner-removal-members = { $n ->
    [one] 1 member speaks for it. They stay, and speak for nobody.
   *[other] { $n } members speak for it. They stay, and speak for nobody.
}
partner-removal-rounds = { $n ->
    [one] It is asked in 1 open round, and leaves it.
   *[other] It is asked in { $n } open rounds, and leaves them.
}
partner-removal-answers = { $n ->
    [one] 1 person of it is answering in an open round. Their answers are deleted.
   *[other] { $n } people of it are answering in open rounds. Their answers are deleted.
}
partner-removal-steps = { $n ->
    [one] It owns 1 next step, which then has no owner.
   *[other] It owns { $n } next steps, which then have no owner.
}
partner-removal-type = Type “{ $name }” to show that you mean it
partner-removal-wrong = This is not the partner’s name. Type it as it is shown, or go back.
partner-removal-go = Remove the partner
partner-removal-not-now = This partner is asked in an open round.
partner-removal-ask = People’s answers would be deleted, so only a steward can remove it now. Ask one, or wait until the round is closed.

## Making two one
partner-merge-lead = The same organization is in the list twice? Choose what stays, field by field.
partner-merge-with = The other partner
partner-merge-with-hint = It goes into the one above.
partner-merge-look = Look at both
partner-merge-nobody = There is no other partner.
partner-merge-warn = “{ $name }” leaves the list. This can’t be undone.
partner-merge-moves = Its members, its part in rounds and its next steps go to “{ $name }”.
partner-merge-swap = Keep the other one instead
partner-merge-same = Both say the same in every field.
partner-merge-choose = Here the two differ. All else stays as it is.
partner-merge-nothing = Nothing
partner-merge-both = Both, one below the other
partner-merge-go = Make them one

## Import
partner-import-lead = Bring in a list that you have: one row for each organization, with headings. You see what we understood before anything is kept.
partner-import-file = File
partner-import-hint = CSV or XLSX, at most { $n } MB and { $rows } rows. One column is called Organization or Name.
partner-import-look = Look at it
partner-import-template = No list yet?
partner-import-template-text = Fill in our empty sheet and come back.
partner-import-template-csv = Empty sheet, CSV
partner-import-template-xlsx = Empty sheet, XLSX
partner-import-empty = There are no organizations in this file. Choose another one.
partner-import-too-big = This file is too large. It can have { $n } MB. Split it into smaller ones.
partner-import-other-format = This file is no table that we can read. Save it as CSV or XLSX.
partner-import-damaged = This spreadsheet is damaged or locked. Save it again without a password.
partner-import-too-much = This file holds too much. Split it into smaller ones.
partner-import-rows = This file has { $rows } rows. It can have { $limit }. Split it into smaller ones.
partner-import-columns = This file has more than { $n } columns. Remove those that you don’t need.
partner-import-no-name = No column is called Organization or Name. We found: { $found }.
partner-import-sheets = We read the sheet “{ $sheet }”. We did not read: { $others }.
partner-import-above = The headings are in row { $n }. We did not read what is above.
partner-import-unknown = We don’t know these columns and leave them out: { $columns }.
partner-import-room = There is room for { $n ->
    [one] 1 more partner
   *[other] { $n } more partners
}. Leave some out.
partner-import-of-row = { $name } (row { $row })
partner-import-add = Add it
partner-import-skip = Leave it out
partner-import-join = Make it one with { $name }
partner-import-alike = Looks like { $name }: { $why }.
partner-import-done = { $n ->
    [0] Nothing was imported.
    [one] 1 row was imported.
   *[other] { $n } rows were imported.
}
partner-reason-name = the same name
partner-reason-website = the same website, { $domain }
partner-reason-close = a name that is almost the same

partner-preview = What is in the file
partner-preview-lead = Nothing is kept yet. Choose what becomes of each row.
partner-preview-bad = { $n ->
    [one] 1 row has a problem
   *[other] { $n } rows have problems
}
partner-preview-bad-text = These rows are left out. Mend them in your file and import it again, or add them by hand later.
partner-preview-good = { $n ->
    [one] 1 row is good
   *[other] { $n } rows are good
}
partner-preview-alike = { $n ->
    [one] 1 of them looks like a partner that is there already.
   *[other] { $n } of them look like partners that are there already.
}
partner-preview-row = Row
partner-preview-number = Row { $n }
partner-preview-column = Column
partner-preview-cell = What it says
partner-preview-empty = Nothing
partner-preview-problem = What to mend
partner-preview-what = What becomes of it
partner-preview-what-with = What becomes of { $name }
partner-preview-go = Import
partner-preview-again = Choose another file
