# Messages that somebody has to acknowledge, and the rota.

nav-messages = Messages
nav-messages-count = Messages ({ $count })
messages-title = Messages
messages-whose = For: { $role }, { $agency }. Whoever acknowledges says that they know; the message then goes no further.
messages-count = { $count ->
    [one] One message waits for an answer.
   *[other] { $count } messages wait for an answer.
}
messages-none = No message waits for you.
messages-none-next = See what your role owes
messages-done = { $count ->
    [0] Nothing was left to acknowledge: somebody else was first.
    [one] Acknowledged. It goes no further.
   *[other] { $count } messages acknowledged. They go no further.
}
messages-error = Not acknowledged: { $why }

message-duty = To be done: { $title }
message-duty-climbed = Not done and not answered: { $title }
message-news-climbed = { $title }. Nobody has answered
message-handover = A case is handed over and waits to be taken
message-handover-climbed = A case was offered, and nobody has taken it
message-taken-over = A case was taken over from whoever held it: they are to know that it is no longer theirs
message-taken-over-climbed = A case was taken over, and whoever held it has not answered
message-said-back = Somebody says that the person is back: for whoever holds the case or agreed to close it
message-said-back-climbed = Somebody says that the person is back, and whoever holds the case has not answered
message-closure = It is proposed to close the case while the person is missing: you decide whether you agree
message-closure-climbed = It is proposed to close the case while the person is missing, and whoever decides has not answered
message-holder-told = { $news ->
    [closed_jointly] The case that you hold was closed jointly: the person is still missing
    [closure_refused] The case goes on: the other side did not agree to close it
   *[class_changed] The case that you hold is another kind of matter now: see its class
}
message-holder-told-climbed = { $news ->
    [closed_jointly] A case was closed jointly, and whoever held it has not answered
    [closure_refused] A joint closing was refused, and whoever holds the case has not answered
   *[class_changed] A case is another kind of matter now, and whoever holds it has not answered
}
message-task = A task is due: { $title }
message-task-climbed = A task is due and nobody has answered: { $title }

message-late-home = Somebody is late home: are they back, or missing?
message-late-home-climbed = Somebody is late home, and the home has not answered
late-title = { $count ->
    [one] One person is late home, and nobody has said what became of it
   *[other] { $count } people are late home, and nobody has said what became of it
}
late-expected = expected at { $time }
late-noted-at = noted as late at { $time }
late-told-at = Told { $time }.
late-next = If nobody answers by { $time }, { $role } is told.
late-last = Nobody else will be told.
late-what-to-do = Ring the home. If the person may be missing, take the report.
late-known = I know of it

message-to = For { $role }, since { $time }.
message-people = On duty: { $people }.
message-by-name = By name: { $people }.
message-office-closed = { $cover } was told: the office of { $role } is closed.
message-nobody-on-duty = { $cover } was told: nobody is on the rota as { $role }.
message-by-hand = Sent on by hand by { $name }: { $reason }.
message-send-on = Send it on now
message-late = Sent late: it was meant for { $time }.
message-next = If nobody acknowledges by { $time }, { $role } is told.
message-next-again = If nobody acknowledges by { $time }, { $role } is told again.
message-next-now = Nobody has acknowledged: { $role } is told now.
message-last = { $role } was told last, and nobody is named after that. It stays here until somebody acknowledges: ring somebody who can act.
message-acknowledge = Acknowledge
message-acknowledge-all = Acknowledge all { $count }
message-note = What you do about it (optional)
message-note-fold = Add a note
message-acknowledged = Acknowledged by { $name }, { $role }, { $time }
message-settled = Settled without an answer

case-messages = Messages
case-messages-none = Nobody has had to be told of anything yet.
case-messages-waiting = { $count ->
    [one] One message waits for an answer
   *[other] { $count } messages wait for an answer
}
case-messages-being-sent = Messages are being sent.
case-messages-none-waiting = No message waits for an answer.
case-messages-own = { $count } for you
case-messages-answered = Answered or settled ({ $count })

tonight-off = { $role } is off until { $until }; until then: { $who }
tonight-you = you
covered-now = { $role }, covered now by { $cover }

rota-title = Who is on duty
rota-whose = The rota of { $agency }. A message names whoever is on duty; where nobody is, the next is told at once.
rota-now = On duty now
rota-now-none = Nobody is on the rota at the moment.
rota-next = In the next 24 hours
rota-next-none = Nothing more is planned for the next 24 hours.
rota-later = Later
rota-times = From { $from } until { $until }
rota-add = Add a shift
rota-add-who = Who, in which role
rota-add-choose = Choose a colleague
rota-add-choice = { $name }, { $role }
rota-add-from = From
rota-add-until = Until
rota-add-time-hint = Date and time, for example 2027-03-04 22:00
rota-add-button = Put on the rota
rota-cancel = Take off
rota-cancel-reason = Why
rota-cancel-button = Take off the rota
rota-done-planned = The shift is on the rota.
rota-done-cancelled = The shift was taken off the rota.
rota-error-who = Choose a colleague
rota-error-from = Say from when, for example 2027-03-04 22:00
rota-error-until = Say until when: later than the beginning, and at most 36 hours later
rota-error-reason = Say why
rota-link = Who is on duty
