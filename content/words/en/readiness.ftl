# What a workbook says, in sentences: for the reading page, the PDF and the API.
readiness-next = Work on stage { $number } next: { $title }
readiness-done = Every question that applies is answered yes
readiness-done-why = Take a snapshot now, so that you can compare later. Come back when people, money or needs change.
readiness-nothing-applies = No question of this checklist applies
readiness-nothing-applies-why = Every question is marked “Doesn’t apply.” If that is not so, change an answer and this reading changes with it.
readiness-why-nothing-answered = { $dont_know ->
    [0] Nothing is answered yet, so this is a good place to begin. You can also start with any other stage.
   *[other] So far the only answer is “I don’t know,” so this is a good place to begin. You can also start with any other stage.
}
readiness-why-open = { $dont_know ->
    [0] No question of this stage has an answer yet.
   *[other] So far the only answer in this stage is “I don’t know.” Begin by finding out.
}
readiness-why-not-yet = { $dont_know ->
    [0] So far every answer in this stage is “Not yet.” Pick one question to begin with.
   *[other] So far every answer in this stage is “Not yet” or “I don’t know.” Pick one question to begin with.
}
readiness-why-begun = { $dont_know ->
    [0] Work has begun here: { $yes } yes, { $in_progress } in progress, { $open } without an answer.
   *[other] Work has begun here: { $yes } yes, { $in_progress } in progress, { $dont_know } to find out, { $open } without an answer.
}
readiness-why-finish = { $left ->
    [one] Every stage stands on firm ground. One question is left to finish here.
   *[other] Every stage stands on firm ground. { $left } questions are left to finish here.
}
readiness-builds-on = { $count ->
    [one] You have answered yes to at least half of stage { $stages }.
   *[other] You have answered yes to at least half of stages { $stages }.
}
readiness-under-way = { $count ->
    [one] Work in stage { $stages } can go on.
   *[other] Work in stages { $stages } can go on.
}
readiness-and = { $some } and { $last }
readiness-open = { $n ->
    [0] Every question has an answer.
    [one] One question has no answer yet.
   *[other] { $n } questions have no answer yet.
}
readiness-to-find-out = { $n ->
    [one] One question is to find out: its answer is “I don’t know.”
   *[other] { $n } questions are to find out: their answer is “I don’t know.”
}
readiness-question-to-find-out = { $question } (to find out)
readiness-strong = { $principle }: strong. { $yes } of { $total } questions are answered yes.
readiness-growing = { $principle }: growing. { $yes } of { $total } questions are answered yes.
readiness-thin = { $principle }: thin so far. { $not_yet } of { $total } questions stand at “Not yet.”
readiness-unknown = { $dont_know ->
    [0] { $principle }: too early to say. { $open } of { $total } questions have no answer yet.
   *[other] { $principle }: too early to say. Of { $total } questions, { $dont_know } to find out and { $open } without an answer.
}
readiness-unknown-none = { $principle }: none of its questions applies.
principle-engage-community = Engage the community
principle-advance-equity = Advance equity
principle-continuous-improvement = Keep improving
principle-build-on-resources = Build on what is here
