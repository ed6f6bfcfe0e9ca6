### In the room: a meeting where people answer on their phones. Keys that start with meet- are for phones.

meetings-title = In the room
meetings-lead = In a meeting, people answer one question at a time on their own phones. Then you see together where you agree and where you don’t.
meetings-start-text = You need a screen that everybody sees, and people with phones. Nobody needs an account. No answer has a name on it.
meetings-start = Start a meeting
meetings-past = Your meetings
meetings-none = No meetings yet. Start the first one.
meetings-running = Running now
meetings-nothing-shown = No question was answered.
meetings-outcome = { $shown ->
    [one] 1 question answered
   *[other] { $shown } questions answered
}, { $agreed } agreed on

meeting-title = Meeting
meeting-stage = Stage { $n }: { $title }
meeting-agree = Agree
meeting-some-gap = Some gap
meeting-far-apart = Far apart
meeting-spread = How the room answered
meeting-answered = { $n ->
    [one] 1 answer
   *[other] { $n } answers
}
meeting-here = { $n ->
    [one] 1 phone is here
   *[other] { $n } phones are here
}
meeting-too-few = Too few answered to show how. To keep answers private, we need { $n }.
meeting-agreed = Agreed: { $answer }
meeting-open-screen = Open the screen
meeting-join = How people come in
meeting-join-text = They scan the code on the screen, or go to
meeting-choose-first = Choose the first question. Everybody sees it at once.
meeting-reveal = Show the answers
meeting-reveal-hint = Until you show them, nobody can see how others answered, not even you. After that they don’t change.
meeting-gap-hint = A gap is not a problem. It is a good place to start a talk.
meeting-timer = Timer
meeting-timer-minutes = { $n ->
    [one] 1 minute
   *[other] { $n } minutes
}
meeting-timer-stop = Stop the timer
meeting-agreement = What do you agree on?
meeting-agreement-answer = The team’s answer
meeting-agreement-note = Note
meeting-agreement-hint = You may leave this empty. It stands under the question in your workbook, with your name.
meeting-agreement-save = Write it into the workbook
meeting-agreement-empty = Choose the answer that the team agrees on.
meeting-next = Next question: { $topic }
meeting-questions = All questions
meeting-ask = Ask this
meeting-on-screen = On the screen
meeting-was-shown = Answered
meeting-end = End the meeting
meeting-end-text = Phones are told that it is over, and the code stops. What you agreed on stays.
meeting-ended = This meeting has ended
meeting-ended-text = What phones answered is deleted after 30 days. What was shown and agreed on stays.
meeting-outcomes = What came out
meeting-screen-waiting = Take your phone and come in. You need no account.

meet-title = Come into a meeting
meet-lead = Type the code that you see on the screen.
meet-code = Code
meet-code-hint = Six letters and digits. Small letters work too.
meet-code-empty = Type the code that you see on the screen.
meet-code-wrong = No meeting with this code is running. Look at the screen again.
meet-enter = Come in
meet-again = Look again
meet-private = Nobody sees who answered what. We keep no name.

meet-island-waiting = You are in. The next question shows here.
meet-island-tap = Tap your answer.
meet-island-saved = Your answer is in. You can change it until it is shown.
meet-island-late = That question is closed. Your last tap came too late.
meet-island-shown = This is how the room answered.
meet-island-ended = The meeting has ended. Thank you.
meet-island-offline = No connection. We try again by ourselves.
meet-island-online = Connected again.
meet-island-failed = Your answer did not get through. Tap it again.
meet-island-time-up = Time is up
meet-island-moved = The meeting went on. Look again to see it.
