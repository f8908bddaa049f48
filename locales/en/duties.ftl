# Duties and their clocks on the page of a case, and why a duty stands as it does.

duties-none = Nothing is asked for by the protocol.
duties-nothing-owed = Nothing is to be done at the moment.
duties-above = In the high-risk list above ({ $count })
duties-later = Due later ({ $count })
duties-ahead =
    { $count ->
        [one] 1 duty ahead
       *[other] { $count } duties ahead
    }
duties-settled =
    { $count ->
        [one] 1 done or no longer owed
       *[other] { $count } done or no longer owed
    }
duties-pack = Protocol: { $pack }, version { $version }
duties-yours-first = Yours to do
duty-record = Record
duty-yours = Yours:
duty-chair = Chair: { $role }
duty-from = from { $time }
duty-done-at = { $time }
duty-was-due = was due { $time }
duty-numbered = { $title } (number { $number })
duty-local-default = the time is set locally
duty-window = repeated within { $days } days
duty-why = Why?
duty-state-pending = Ahead
duty-state-open = To do
duty-state-overdue = Overdue
duty-state-met = Done
duty-state-met-late = Done late
duty-state-lapsed = Ended in time
duty-state-missed = Not done

why-title = Why: { $duty }
why-heading = Why it stands like this
why-due = Due
why-owner = Whose it is
why-source = Where it is written
span-months =
    { $count ->
        [one] { $count } month
       *[other] { $count } months
    }
