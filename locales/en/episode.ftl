# The page of one time missing, the bar that says who it is about, and the forms that open from it.

episode-title = { $name }, { $reference }
episode-contents = Parts of this page
episode-duties = To do
episode-record = Record something
episode-report-rest = More of the report ({ $count })
episode-report = What was reported
episode-risk = Risk
episode-history = History
episode-opened = The case was opened: { $reference }
episode-return-unverified = A return was reported on { $time } and is not verified. The person still counts as missing until somebody has seen them and confirmed that they are well.

glance-title = At a glance
glance-overdue = { $count ->
    [one] 1 overdue
   *[other] { $count } overdue
}
glance-next = Next
glance-more = and { $count } more
glance-last-seen = Last seen
glance-latest = Latest information

identity-age = Age
identity-missing-for = Missing for
identity-was-missing-for = Was missing for
identity-still-missing = still missing
identity-risk-since = { $grade } risk since
identity-standing = Standing
identity-reference = Reference
identity-lead = Lead force
identity-not-missing = Not missing
identity-since = since
missing-at-least = at least
missing-since-not-known = reported { $time }; since when is not known

standing-returned = Returned, located and well
standing-found-dead = Found dead
standing-closed-jointly = Closed, still missing
standing-carried-on = Reported twice

risk-tag = { $grade } risk
risk-not-graded = Risk not graded
risk-nobody = Nobody has graded the risk yet.
risk-earlier = Earlier gradings ({ $count })
risk-earlier-all = Show all { $count } earlier gradings
risk-fold = { $grade }, { $by }, { $time }
risk-what-was-known = What was known then ({ $count })
risk-by-officer = graded by an officer
risk-by-supervisor = graded by a supervisor
risk-by-review = reviewed by a supervisor

report-caller = Caller
report-told-at = Reported to police
report-since-not-known = Not known (counted from the report)
report-essential-medication = Essential medication.
report-medication-not-said = What and when is not recorded. Ask.

offers-none = Your role cannot record anything here.
offers-more = More that can be recorded

history-entered-later = Entered later:
history-correct = Correct this entry
history-corrected = Corrected
history-was = Was:
history-is-now = Is now:
history-nothing = Nothing
history-somebody = Somebody
history-safewell = Safewell

said-with-source = { $what } – { $source }, { $when }
said-definition = Meaning of the grade when it was given
said-definition-of = { $text } ({ $pack }, version { $version })
said-packs = Protocols
said-pack = { $pack }, version { $version }, for { $agency }

act-record = Record
act-cancel = Go back without recording
act-what-is-known = What is known
act-see-what-is-known = See what is known of this person
act-record-mine-as-well = Record mine as well
act-try-again = Try again
act-recorded = Recorded: { $event }
act-back-to-case = Back to the case
act-back-to-person = Back to the person
act-correct = Correct: { $event }
act-correct-hint = The first version stays in the history beside yours, with your reason. Clocks are worked out again from what holds now.
act-correct-button = Record the correction
act-not-saved = Nothing was saved. Your text is kept.
act-not-saved-advice = The database does not answer at the moment. Everything you typed stands below. Try again in a minute; it is recorded only once. Until then write down what cannot wait, with the time.
closing-nothing-open = Nothing is owed and no task is open.
closing-stays-owed = { $count ->
        [one] 1 duty stays owed
       *[other] { $count } duties stay owed
    }
closing-stays-owed-advice = Closing the case ends none of these. Whoever owes them sees them until they are done.
closing-tasks-end = { $count ->
        [one] 1 open task ends undone
       *[other] { $count } open tasks end undone
    }
closing-tasks-end-advice = Once the case is closed, nobody is asked for these any more. Enter their results first where there are any.
act-clash = Somebody else recorded something on the same matter while you were writing. Nothing of yours is saved yet.
act-clash-advice = Read what they recorded. Then record yours as well, change it first, or go back without recording.
act-clash-since = What others recorded
act-clash-differences = Where yours differs from what stands now
act-clash-differences-advice = As at { $time }. What you left as it was follows their change. Struck out: what stands now. Below it: what yours would make of it.
act-clash-yours = What you typed
sight-limits = You see what you told, what you are asked to do, and how the case stands. What others told the police, and why decisions were made, is not shown here.
sight-ring = Ring the police on 101 to ask or to tell.
