# Why a duty stands as it does: what started it, when it is due, how it stands, whose it is, where that is written.

explain-trigger-report = It started when the person was reported missing, { $at }.
explain-trigger-after-start = It starts { $interval } after the person went missing ({ $start }) if the person is still missing: { $at }.
explain-trigger-not-before-report = The report came later than that, so it starts with the report.
explain-trigger-birthday = It starts on the day the person turns { $age }, if the person is still missing: { $at }.
explain-trigger-first-grade = It started when the risk was first graded { $grades }, { $at }.
explain-trigger-event = It started with { $event }, { $at }.
explain-trigger-end = It started when the episode ended, { $at }.
explain-trigger-placement-recorded = It started when the placement was recorded, { $at }.
explain-trigger-placement-start = It starts with the placement, { $at }.
explain-trigger-slot = It starts when the meeting before it was due, { $at }.

explain-due-immediate = It is due at once. The protocol counts { $interval } for that: { $due }.
explain-due-after = It is due { $interval } after it started: { $due }.
explain-due-after-start = It is due { $interval } after the person went missing ({ $start }): { $due }.
explain-due-working-day = It is due at the end of working day { $count } after the day it started: { $due }.
explain-due-by-rating = The notification is rated { $rating }, which allows { $interval }: { $due }.
explain-due-unrated = The notification has no rating, so it runs as { $rating }, which allows { $interval }: { $due }.
explain-due-by-grade = The risk was graded { $grades }, which allows { $interval }: { $due }.
explain-due-brought-forward = Significant information came in on { $at }, which brings it forward to { $due }.
explain-due-sooner = It is due { $interval } after it started, or at once when the risk is first graded { $grades } if that is earlier: { $due }.
explain-due-placement = It is due when a planned placement starts, or { $days } days after the day an unplanned one starts: { $due }.
explain-due-first-slot = The first meeting is due { $usual } after the person went missing ({ $start }), or { $sooner } once the risk has been graded { $grades }, but not before there was time to hold it after that grading: { $due }.
explain-due-slot = Meeting { $number } of the schedule, counted from { $start }, is due { $due }.
explain-due-never-before = Nothing is due sooner than { $interval } after it starts.

explain-state-pending = At { $asof } it has not started.
explain-state-open = At { $asof } it is open: not done, and not yet due.
explain-state-overdue = At { $asof } it is overdue by { $late }.
explain-state-met = It was done in time, { $at }.
explain-state-met-late = It was done { $late } late, { $at }.
explain-state-lapsed = The episode ended on { $end }, before it was due, and nothing is owed any more.
explain-state-missed = It was not done, and the episode ended on { $end }, after it was due.
explain-kind-ends = This duty is for a missing person only: it ends with the episode.
explain-kind-outlives = This duty stays owed after the episode ends.

explain-owner = It belongs to: { $role }.
explain-owner-because = It belongs to: { $role }, because of: { $conditions }.
explain-owner-level = The disagreement has reached: { $role }.
explain-owner-chair = It belongs to whoever chaired the meeting: { $role }.
explain-chair = The meeting is chaired by: { $role }.

explain-source = Source: { $source }.
explain-basis-local-default = The source leaves the time open. The number is a local default.
explain-reading = How the source was read: { $reading }
