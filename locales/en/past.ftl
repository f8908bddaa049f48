# A case or a record as it was known at an earlier moment; two moments compared; who had seen it by then.

## The mark of the past

past-page-title = As known at { $time }: { $title }
past-banner-label = A past moment
past-banner = The past: as known at { $time }
past-banner-nothing = Nothing can be recorded here.
past-back-to-now = Back to now

## Where it stands among what was recorded

past-panel = This moment
past-panel-rule = You see what was recorded by then, as it stood then. What was entered or corrected later is left out. Whether you may see it is decided by today’s rules.
past-known = { $known } of { $count } entries had been recorded. The last one known:
past-known-none = Nothing that belongs here had been recorded.
past-entered = entered { $time }
past-step-first = First entry
past-step-previous = Previous entry
past-step-next = Next entry
past-step-last = Last entry
past-step-more = { $what } and { $count } more
past-step-corrects = Correction: { $what }
past-step-disposed = { $what } (what it said has been disposed of)
past-no-later = Nothing was recorded after this moment.
past-other-moment = Choose another moment
past-compare = Compare with now
past-seen = Who had seen the case by then
past-markers-since = Held today, and not known at that moment
past-earlier = See an earlier moment

## Choosing a moment

moments-title = { $name }, { $reference }: choose a moment
moments-person-title = { $name }: choose a moment
moments-heading = See it as it was known at another moment
moments-form = At a date and time
moments-form-legend = Date and time, as the clock on the wall showed it
moments-form-hint = For example 21 11 2026 and 03:20. What was entered after that minute began is left out.
moments-form-field = The date and time
moments-form-button = Show it as known then
moments-entries = Just after an entry
moments-entries-hint = In the order in which they were recorded. An entry can tell of something that happened earlier.
moments-entries-head-entered = Entered
moments-entries-head-what = What was recorded
moments-entries-head-who = By
moments-compare = Compare two moments

## Nothing then

problem-before-the-first-entry = Nothing had been recorded then
problem-before-the-first-entry-advice = The first entry was recorded at { $time }. Choose a moment after that.
problem-moment-ahead = This moment has not come yet
problem-moment-ahead-advice = It is now { $time }. What will be known later cannot be shown.
nothing-then-first = See it just after the first entry
nothing-then-now = See it as it stands now

## Two moments compared

compare-title = { $name }, { $reference }: two moments compared
compare-heading = What changed between two moments
compare-from = Earlier moment
compare-to = Later moment
compare-typed = Or type a date and time
compare-button = Compare
compare-now = Now, { $time }
compare-landmark = { $time }: { $what }
compare-shift-began = a shift began
compare-shift-ended = a shift ended
compare-changes = What changed
compare-nothing-changed = Nothing that is compared here changed.
compare-matter = What
compare-at = At { $time }
compare-between = Recorded in between
compare-between-messages = { $count ->
    [one] 1 entry about messages is not listed here.
   *[other] { $count } entries about messages are not listed here.
}
compare-between-none = Nothing was recorded in between.
compare-none = None
compare-not-there = Not there yet
compare-gone = No longer there
compare-grade = Risk grade
compare-standing = Where it stands
compare-holder = Held for { $agency }
compare-last-seen = Last seen
compare-information = Information
compare-report = Report: { $field }
compare-duty = Duty: { $title }
compare-task = Task: { $title }
compare-task-open = { $role }: to be done
compare-messages = Messages
compare-messages-sent = { $count ->
    [0] None sent
    [one] 1 sent
   *[other] { $count } sent
}
compare-messages-waiting = { $count ->
    [one] 1 not acknowledged
   *[other] { $count } not acknowledged
}
compare-marker = Marker: { $marker }
compare-marker-held = Held
compare-see = See the case then

## Who had seen it

seen-title = { $name }, { $reference }: who had seen the case
seen-heading = Who had seen the case by { $time }
seen-lead = Everyone who had opened the case in Safewell by then. That a page was opened does not prove that every entry was read. Names on lists and boards are not counted. That you looked at this is logged.
seen-nobody = Nobody had opened the case by then.
seen-head-who = Who
seen-head-first = First opened
seen-head-last = Last opened
seen-head-times = Times
seen-head-not-seen = Recorded by others since they last looked
seen-all = Nothing: they had seen everything recorded by then
seen-not-seen = { $what }, entered { $time }
seen-other-moment = By another moment
seen-safewell = Safewell itself, for paper
