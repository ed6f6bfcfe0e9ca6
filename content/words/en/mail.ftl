# The letters that Crosswalk sends. { $instance } is the name of the site, { $sender } a person's name or address.

## Invitation: one person sends the workbook to another
mail-invitation-subject = { $sender } shared a readiness workbook with you
mail-invitation-subject-titled = { $sender } shared a readiness workbook with you: { $title }
mail-invitation-opening = { $sender } ({ $address }) shares a readiness workbook with you.
mail-invitation-opening-titled = { $sender } ({ $address }) shares the readiness workbook “{ $title }” with you.
mail-invitation-opening-plain = { $address } shares a readiness workbook with you.
mail-invitation-opening-plain-titled = { $address } shares the readiness workbook “{ $title }” with you.
mail-invitation-what = It holds questions that housing and education partners answer together, to see what to work on next. You need no account.
mail-invitation-message = Their message:
mail-invitation-open = Open the workbook
mail-invitation-edit = Anyone with this link can read and change the answers. Pass it on only to people you work with.
mail-invitation-read = With this link you can read the workbook. You can't change it.
mail-invitation-pdf = The workbook as it stands now is attached as a PDF.
mail-invitation-why = You get this message because { $sender } ({ $address }) typed your address at { $instance }. If you reply, your answer goes to them.
mail-invitation-why-plain = You get this message because { $address } typed your address at { $instance }. If you reply, your answer goes to them.

## Your link: a person sends the link of a workbook to their own address
mail-your-link-subject = The link to your readiness workbook
mail-your-link-subject-titled = The link to your readiness workbook: { $title }
mail-your-link-opening = Here is the link to your readiness workbook.
mail-your-link-opening-titled = Here is the link to your readiness workbook “{ $title }”.
mail-your-link-open = Open your workbook
mail-your-link-keep = Keep this message. Anyone with this link can read and change the answers.
mail-your-link-keep-read = Keep this message. With this link you can read the workbook. You can't change it.
mail-your-link-why = You get this message because someone typed your address at { $instance } to get the link. If it was not you, you can delete this message.

## Confirm: before a first message leaves, its sender shows that the address is theirs
mail-confirm-subject = Confirm your address to send the workbook
mail-confirm-opening = You asked { $instance } to send a readiness workbook to other people. Please confirm that this address is yours. Your message goes out after that.
mail-confirm-open = Confirm my address
mail-confirm-hours = { $hours ->
    [one] This link works for one hour.
   *[other] This link works for { $hours } hours.
}
mail-confirm-not-you = If it was not you, delete this message. Nothing will be sent in your name.
mail-confirm-why = You get this message because someone typed your address at { $instance } as the sender.

## Foot of every letter
mail-stop = Stop all mail from { $instance } to this address
mail-page-subject = { $sender } sent you a page: { $title }
mail-page-opening = { $sender } ({ $address }) thinks that this page may help you: “{ $title }”.
mail-page-opening-plain = { $address } thinks that this page may help you: “{ $title }”.
mail-page-open = Read the page

## Sign in: a link that stands for a password
mail-sign-in-subject = Sign in to { $instance }
mail-sign-in-opening = Here is the link that signs you in to { $instance }.
mail-sign-in-open = Sign in
mail-sign-in-minutes = This link works once, for { $minutes } minutes.
mail-sign-in-why = You get this message because someone typed your address at { $instance } to sign in. If it was not you, you can delete this message. Nobody gets in without it.

## Join: somebody invites a person into a partnership
mail-join-subject = { $who } invites you to { $partnership }
mail-join-opening = { $who } invites you to join “{ $partnership }”. It is a group of housing and education partners who work together for the same children.
mail-join-open = See the invitation
mail-join-why = You get this message because { $who } typed your address at { $instance }. The invitation ends on { $when }.
mail-join-reminder-subject = A reminder: { $who } invites you to { $partnership }
mail-join-reminder-opening = You were invited to join “{ $partnership }” some days ago. The invitation still stands.
mail-join-reminder-open = See the invitation
mail-join-reminder-why = You get this message because { $who } typed your address at { $instance }. The invitation ends on { $when }.

## Rounds of a partnership. { $what } is the round, { $when } its last day.
mail-round-opened-subject = { $partnership }: your answers are wanted by { $when }
mail-round-opened-opening = { $who } opened the round “{ $what }” of { $partnership }. Please answer the checklist by { $when }, alone and from what you know. It takes about 20 minutes. Nobody sees the answers of others before the round closes.
mail-round-opened-open = Start answering
mail-round-opened-why = You get this message because you speak for an organization of { $partnership } at { $instance }.
mail-round-reminder-subject = { $partnership }: “{ $what }” closes on { $when }
mail-round-reminder-opening = The round “{ $what }” of { $partnership } closes on { $when }. Your answers are still missing, or you have not said that you are done.
mail-round-reminder-open = Go to the round
mail-round-reminder-why = You get this message because you speak for an organization of { $partnership } at { $instance }.

## Step due: the day of a next step is near
mail-step-due-subject = Your next step for { $when }: { $what }
mail-step-due-opening = You look after a next step of “{ $partnership }”. Its day is { $when }: { $what }
mail-step-due-open = See the next steps
mail-step-due-why = You get this message once for each step, because you are its owner at { $instance }.
