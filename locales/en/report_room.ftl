# The report in full: the emergency, the room's drafts, what is on record, what is longer than it may be.

report-emergency = Emergency: open a case
report-emergency-button = Emergency: open a case now
report-emergency-key = Key e
report-emergency-enough = A name or a description, and where they were last seen or why you fear for them: that opens the case. The other questions follow while the caller is on the line.
report-danger-say = Say to the caller first:
report-danger-words = If you think they are in immediate danger, hang up and dial 999. If you are with police already, stay on the line: help is being sent while we talk.
report-age-alone = Age
report-case-is-open = The case { $reference } is open. The search has begun; go on with the questions.
report-adds-to = What you write here is added to the open case { $reference }.
report-adds-to-case = more for an open case
report-see-case = See the case
report-add-to-case = Add to the case
report-go-on-begun = Go on with the report
report-another-call = Another call has come in: this one is kept
report-another-call-key = Alt and n
report-unfinished = Unfinished:
report-earlier-calls = Calls without a case: undecided, or ended as another matter
report-save = Save

report-saved = Saved { $time }
report-not-saved-yet = Saved as you type, from the first words on.
report-offline = Not saved since { $time }: no connection. What you type is kept on this computer and sent as soon as it can be.
report-offline-at-once = Not saved yet: no connection. What you type is kept on this computer and sent as soon as it can be.
report-no-script = This browser runs no scripts: nothing is saved until you press a button below.
report-saved-elsewhere = This report was saved in another window at { $time }.
report-see-both = { $words } Press any button below to see both.
report-not-saved-here = What you typed here is not in the report. It stays on this page.

report-begun-by = Begun by { $name } at { $time }
report-taken-by = taken over by { $name } at { $time }
report-held-by-you = (you)
report-held-by = { $name } is typing this report
report-take-over = Take it over
report-take-back = Take it back with what stands here
report-taken-over = Taken over by { $name } at { $time }: your last words are kept here
report-clash-colleague = A colleague has taken this report over
report-taken-over-body = The answers that differ are listed here as they stand there. Below stands what you typed. Tell your colleague, or take the report back: what stands below then holds.

report-on-record-is = On record:
report-on-record-stands = From the record
report-on-record-care = Care on record:
report-on-record-markers = On record:
report-recorded-on = recorded { $day }
report-recorded-on-by = recorded { $day } by { $name }

report-field-taken-by = Who took the call, if it was not you
report-hint-taken-by = For a call that was written down first. Give the time of the call below: the clocks run from it.
report-field-look-today = What is different about how they look today
report-hint-look-today = Only what the description does not say: hair, glasses, injuries.
report-hint-reporter-reach = Telephone and address.
report-hint-missing-from = The home, school, hospital ward or street from which they went.
report-hint-known-risks = Exploitation, threats, self-harm: whatever makes this time more dangerous.
report-hint-found-with = Names, and where it was. A parent they do not live with, a friend, anybody older.
report-hint-phones-and-accounts = Numbers, whether the telephone is on, accounts they use.
report-hint-medication-frequency = How often, and when the next dose is due.
report-hint-effect-of-missing-medication = And how soon it shows.
report-hint-medical = Illness, injury, disability; pregnancy.

report-too-long = This is too long. Write at most { $limit } characters
report-too-many-people = A call can be about at most { $limit } people. Take a second report for the others

report-todo = Checks still to make
report-todo-record = Record
report-not-asked = Not yet asked ({ $count })

answer-problem-too-long = { $field }: this is too long. Write at most { $limit } characters
answer-problem-born-when = { $field }: enter a year from 1880 to this year
answer-problem-not-a-postcode = { $field }: enter a postcode such as ZX4 2QQ, or as much of it as is known, such as ZX4; leave it empty if nobody knows it
api-wrong-too-long = This is too long. Send at most { $limit } characters
api-wrong-too-many = These are too many. Send at most { $limit }
api-wrong-birth = Nobody can have been born then. Send a year from 1880 to this year

said-begun-by = Begun by
said-taken-over-by = Taken over by
said-typist = { $name }, { $since }
