### What every page shares: header, navigation, footer, dates, components.

frame-description = A free readiness workbook for housing and education partners: 26 questions, five stages, one clear next step.
frame-skip = Skip to main content
frame-menu = Menu
frame-nav = Main
frame-nav-phone = Main, phone
frame-run-by = run by { $who }

nav-home = Home
nav-workbooks = Your workbooks
nav-toolkit = Toolkit
nav-help = Help
nav-workbook = Workbook
nav-reading = Next stage
nav-history = History
nav-snapshots = Snapshots
nav-send = Send
nav-rounds = Rounds
nav-partners = Partners
nav-people = People
nav-steps = Next steps
frame-account = Your account
frame-sign-in = Sign in

foot-runs = {" "}is run by { $who } on its own server.
foot-runs-alone = {" "}runs on its own server.
foot-free = Crosswalk is free, open-source software.
foot-accessibility = Accessibility
foot-privacy = Privacy: what we keep
foot-help = Get help
foot-api = API
foot-outbox = Outbox
foot-gallery = Gallery

theme-label = Colors
theme-set = Set
theme-system = Same as device
theme-light = Light
theme-dark = Dark

book-untitled = Readiness workbook

answer-not-yet = Not yet
answer-in-progress = In progress
answer-yes = Yes
answer-dont-know = I don’t know
answer-not-applicable = Doesn’t apply
answer-none = Not answered

meter-yes = yes
meter-in-progress = in progress
meter-not-yet = not yet
meter-dont-know = don’t know
meter-not-applicable = doesn’t apply
meter-open = not answered
meter-of-yes = { $yes } of { $total } yes
meter-of-answered = { $answered } of { $total } answered

stage-number = Stage { $n }
stage-prefix = Stage { $n }:{" "}

when-now = just now
when-minutes = { $n ->
    [one] 1 minute ago
   *[other] { $n } minutes ago
}
when-hours = { $n ->
    [one] 1 hour ago
   *[other] { $n } hours ago
}
when-days = { $n ->
    [one] yesterday
   *[other] { $n } days ago
}

summary-title = { $n ->
    [one] One thing needs a fix
   *[other] { $n } things need a fix
}
toast-undo = Undo
someone = Someone

gallery-title = Gallery
gallery-lead = Every component and page in its states. Only developers see this page.
gallery-pages = Pages
gallery-components = Components
sample-bold = You are offline. Keep going.
sample-text = 3 changes are saved on this device.
sample-link = See what changed
sample-label = Email addresses
sample-hint = Put a comma between addresses.
sample-problem = “marcus@milbrook” is missing its ending, like .org
