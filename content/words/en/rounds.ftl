### Rounds: opening one, answering alone, results.

rounds-lead = In a round, each person answers the checklist alone. When it closes, you see together where you agree and where you differ.
rounds-none = No rounds yet. Open the first one: it takes about three weeks and 20 minutes of each person’s time.
rounds-none-member = No rounds yet. A steward opens the first one, and you get a letter.
rounds-new = Open a round
rounds-waits = Waits for you
rounds-counts = { $done } of { $asked } people answered
rounds-closed = Closed { $date }
rounds-open-until = Open until { $date }

opening-lead = Everybody you ask gets a letter with a link to their own copy. Nobody sees the answers of others before the round closes.
opening-no-partners = Add your partners first.
opening-add-partners = Go to partners
opening-name = Name of the round
opening-name-hint = For example: Fall 2026
opening-name-empty = Write a name for the round.
opening-checklist = Checklist
opening-checklist-unknown = Choose one of the checklists.
opening-closes = Last day to answer
opening-closes-hint = The round closes at the end of this day. You can close it earlier.
opening-closes-odd = Choose a day, like 2026-12-09.
opening-closes-past = This day is over. Choose a later one.
opening-closes-far = A round can be open for a year at most. Choose an earlier day.
opening-asked = Who is asked, and how many people of each
opening-asked-hint = Leave it empty or write 0 to leave an organization out. Each organization counts once in the results, however many of its people answer.
opening-speakers = { $n ->
    [0] nobody speaks for it yet
    [one] one member speaks for it
   *[other] { $n } members speak for it
}
opening-people-odd = Write a number of people, from 0 to 200.
opening-nobody = Ask at least one organization.
opening-too-many = Five rounds are open already. Close one first.
opening-names = What the results show
opening-names-hint = People see this before they answer. It can’t be changed later.
opening-names-none = No names: only how many organizations gave each answer
opening-names-organizations = Names: which organization gave which answer. Where one person answers for an organization, that is this person’s answer.
opening-min = Smallest group that is broken down
opening-min-hint = Results of groups with fewer people than this are hidden.
opening-then = When you open the round, every member who speaks for one of these organizations gets a letter.
opening-go = Open the round

round-own = Your own answers
round-asked = You answer for { $name }.
round-how = Answer what you know. “I don’t know” is a good answer too. You can stop at any time and go on later, also without internet.
round-begin = Start your copy
round-full = Enough people answer for { $name } in this round. Thank you.
round-not-asked = You are not asked in this round, because you don’t speak for one of its organizations. A steward can change that under People.
round-begun = Tell us when you are done. If you don’t, your answers still count as they are when the round closes.
round-go-on = Go on answering
round-finish = I am done
round-finished = Thank you. Your answers are in.
round-finished-text = You can still change them until the round closes.
round-look = Look at your copy
round-reopen = I am not done yet
round-of-copy = Back to the round
round-shown = What others will see
round-shown-later = Nothing before the round closes, only how many people answered.
round-shown-named = Then: which organization gave which answer. Where you alone answer for yours, that is your answer.
round-shown-unnamed = Then: how many organizations gave each answer, without names.
round-shown-min = Groups with fewer than { $n } people are never broken down.
round-rates = Who answered so far
round-sector = Sector
round-done = Answered
round-people-asked = Asked
round-by-organization = By organization
round-remind = Remind who has not answered
round-close = Close the round now
round-close-hint = Nobody can answer after that, and it can’t be opened again. Every member sees the results.
round-close-go = Yes, close it for everybody

results-title = Readiness results
results-from = From { $answered } of the { $asked } partners we asked.
results-hidden = Too few people answered to show results.
results-hidden-text = Results show when at least { $n } people answered, so that nobody’s answer can be read from them.
results-all-yes = Most partners said yes to everything
results-far-count = { $n ->
    [0] Partners are not far apart on any question.
    [one] Before you go on, talk about the one question where partners are far apart.
   *[other] Before you go on, talk about the { $n } questions where partners are far apart.
}
results-guide = Open the guide
results-see = See where partners differ
results-differ = Where partners agree and differ
results-differ-lead = A gap is not a problem. It is a good place to start a talk. Widest gaps come first.
results-question = Question
results-agreement = Agreement
results-agree = Agree
results-some-gap = Some gap
results-far-apart = Far apart
results-one = One answer
results-nobody = None
results-team = The team’s answer
results-agenda = Add to the agenda
results-comments = { $n ->
    [one] One comment
   *[other] { $n } comments
}
results-dont-know = { $n } don’t know
results-not-applicable = { $n } doesn’t apply
results-not-answered = { $n } not answered
results-all = Show all { $n } questions
results-pdf = Download PDF
results-how = Each organization counts once: its position is the middle answer of its people. How far apart partners are is measured by Leik’s ordinal variation (1966). “I don’t know” and “Doesn’t apply” are shown, not averaged.
results-heat = Stage by organization
results-heat-lead = How many questions of each stage an organization answered with yes.
results-cell = { $yes } of { $of }
results-sectors = By sector
results-sectors-lead = Answers at yes, of all organizations of the sector.
results-levels = Front line and leaders
results-levels-lead = Answers at yes, of people at that level.
results-levels-none = Nothing is shown by level in this round.
results-hidden-group = Hidden to protect privacy
results-small-groups = Groups with fewer than { $n } people are hidden, and others with them where one could be worked out from the rest.
results-change = Over time
results-change-lead = Number of questions that most partners answered with yes.
results-change-lead-team = Number of questions at yes: what most partners answered in a round, beside what the team answered together in its own workbook.
results-key-round = Most partners, in a round
results-key-team = The team’s own answer
results-of-team = The team: { $yes }
results-moment-round = Round: { $name }
results-moment-team = The team’s own answer, today
results-moment-snapshot = The team’s own answer, a snapshot
results-moment-named = The team’s own answer: { $name }
results-when = When
results-what = Whose answers
results-up-from = up from { $n }
results-down-from = down from { $n }
results-no-change = no change
results-as-table = See these numbers as a table
results-stage = Stage
results-moved = What moved since the last round
results-who-moved = Who moved
results-nothing-moved = Nothing that can be shown.
results-from-to = from “{ $before }” to “{ $after }”
results-moves = { $up } questions toward yes, { $down } away from it
results-rates = Who answered
results-people-answered = Answered
