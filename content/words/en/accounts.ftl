### Signing in, and a person's own page.

sign-in-title = Sign in
sign-in-lead = There is no password to remember. Type your email address and we send you a link that signs you in.
sign-in-email = Your email address
sign-in-email-hint = The first time, this also makes your account.
sign-in-send = Email me a link
sign-in-no-mail = This site can’t send mail yet, so nobody can sign in by a link.
sign-in-without = You need no account to fill in a workbook.
sign-in-start = Start a workbook
sign-in-passkey = Sign in with a passkey
sign-in-provider = Sign in with { $name }
sign-in-nameless = Somebody new
sign-in-sent = Look in your mail
sign-in-sent-text = We sent a link to { $address }. It works for 30 minutes.
sign-in-not-there = Nothing there after a few minutes? Look in the spam folder, and check that the address above is right. If you once asked us to stop all mail to it, we can’t send you a link.
sign-in-contact = Ask for help:
sign-in-again = Ask for another link
sign-in-as = You sign in as { $address }.
sign-in-go = Sign in
sign-in-not-you = If you did not ask for this, close this page. Nothing happens.
sign-in-expired = A link signs you in once, and for 30 minutes. This one was used already, or it is too old.

passkey-wait = Follow what your device asks.
passkey-stopped = Nothing happened: your device stopped, or it took too long. You can try again.
passkey-has-one = This device already has a passkey for your account.
passkey-again = That took too long, or it was done in another window. Try again.
passkey-refused = We could not check this passkey, so it was not added. Try again.
passkey-unknown = We don’t know this passkey. It may have been removed from the account. Sign in with a link by mail.
passkey-tries = That was a lot of tries. Wait a minute, then try again.
passkey-failed = That did not work. Check your connection, load the page again, and try once more.

provider-away = We can’t reach { $name } now
provider-away-text = Try again in a few minutes, or sign in another way.
provider-failed = Signing in with { $name } did not work
provider-failed-text = It took more than 5 minutes, or this page was opened a second time. Try again, or sign in another way.
provider-refused = You are not signed in
provider-refused-text = { $name } told us that it was stopped there. Nothing has changed. You can try again, or sign in another way.
provider-no-address = We need an email address that { $name } has checked
provider-no-address-text = { $name } did not tell us a checked address for you. Confirm your address there first, or sign in with a link by mail.
provider-back = Back to sign in

account-name = Your name
account-name-hint = The others in your partnership see it.
account-name-empty = Write the name that others should see.
account-lead = You are signed in as { $address }.
account-you = You
account-language = Language of our mail to you
account-sessions = Where you are signed in
account-sessions-text = If you don’t know one of these, sign it out.
account-session-unknown = A device
account-session-this = This device
account-session-seen = Last seen
account-sign-out = Sign out
account-sign-out-all = Sign out everywhere
account-passkeys = Passkeys
account-passkeys-text = With a passkey you sign in by the lock of your phone or computer: your finger, your face or its PIN. No mail is needed.
account-passkey = Passkey
account-passkey-since = Added on
account-passkey-used = Last used:
account-passkey-unused = Not used yet
account-passkey-remove = Remove
account-passkey-none = To add a passkey, open this page in a browser that knows passkeys and has scripts turned on.
account-passkey-name = Name of the new passkey
account-passkey-name-hint = So that you know later which device it is on.
account-passkey-add = Add a passkey
account-passkey-added = Your passkey was added.
account-passkey-added-text = Use it the next time you sign in on this device.
account-passkeys-most =
    { $n ->
        [one] One passkey is the most that an account can have. Remove it before you add another.
       *[other] { $n } passkeys are the most that an account can have. Remove one before you add another.
    }
account-data = Your partnerships and your data
account-export = Download all that we keep about you
account-remove = Remove your account
account-remove-what = We remove your name, your email address, your passkeys and where you are signed in. You leave all your partnerships. This can’t be undone.
account-remove-stays = What you wrote for a partnership stays there, under “a former member”.
account-remove-words = Also take out what I wrote
account-remove-words-hint = Your own copies in rounds are deleted, and your comments and notes are taken out of results and the agenda. Next steps, evidence and the team’s workbook belong to the partnership: they stay, without your account. What you signed in the workbook you can remove there first.
account-remove-go = Remove my account
account-remove-leave = Keep it
account-remove-last = You are the only steward of these partnerships. Make somebody else a steward first, or delete the partnership.
save = Save
