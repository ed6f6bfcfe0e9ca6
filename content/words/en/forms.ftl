# What a form says when it comes back, and what a page says after one.
refusal-empty-text = Write something first.
refusal-control-character = The text holds a character that can’t be saved. Type it again.
refusal-notes-too-long = The notes of a stage can hold { $limit } characters. Shorten them and save again.
refusal-comment-too-long = A note can hold { $limit } characters. Shorten it and save again.
refusal-question-too-long = A question can hold { $limit } characters. Shorten it and save again.
refusal-title-too-long = This can hold { $limit } characters. Shorten it and save again.
refusal-owner-too-long = An owner can hold { $limit } characters. Shorten it and save again.
refusal-too-many-questions = A stage can hold { $limit } questions of your own. Remove one first.
refusal-too-many-comments = A workbook can hold { $limit } notes. Remove some first.
refusal-document-full = This workbook is full. Download it as a file and start a new one.
refusal-other = This could not be saved. Your words are still here. Load the page again and try once more.
done-reset = { $n ->
    [one] One answer cleared.
   *[other] { $n } answers cleared.
}
done-answer-cleared = Answer cleared.
done-comment-removed = Note removed.
done-question-removed = Question removed.
done-restored = The workbook is as it was then.
done-reset-nothing = There was no answer to clear.
send-cap-sender = You have sent many letters today. Send the rest tomorrow, or copy the link and pass it on yourself.
send-cap-workbook = This workbook was sent to many people today. Send it to more tomorrow, or copy the link and pass it on yourself.
send-cap-network = Many letters came from your network today. Try again tomorrow, or copy the link and pass it on yourself.
send-cap-recipient = This address got several letters from here today. Look for them, also in the spam folder, or try again tomorrow.
send-stopped = This address asked for no mail from this site. Use another one.
send-to-empty = Write at least one address.
send-message-long = The message can hold { $limit } characters. Shorten it.
import-too-large = This file is too large. An export has at most { $n } MB.
import-checklist = This file answers a checklist that this site does not have.
import-none = Choose a file first.
import-why = The file can’t be read as a workbook: { $why }
typed-too-long = This can hold { $limit } characters. Shorten it.
