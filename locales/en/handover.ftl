# Handing over: who holds a case, offering it, answering, taking it; and the briefing that goes with it.

nav-handover = Handover

## Who holds a case

holding-nobody = Nobody holds this
holding-you = You
holding-off = off since { $time }
holding-since = since
holding-offered = offered to { $to }, not accepted since { $time }
holding-of = Held by ({ $agency }):
holding-offer = Offer it to somebody

## The page

handover-title = Handover
handover-hold =
    { $count ->
        [0] You hold no case
        [one] You hold 1 case
       *[other] You hold { $count } cases
    }
handover-offered =
    { $count ->
        [0] Nothing is offered to you
        [one] 1 case is offered to you
       *[other] { $count } cases are offered to you
    }
handover-unheld =
    { $count ->
        [0] Every case is held
        [one] 1 case is held by nobody
       *[other] { $count } cases are held by nobody
    }
handover-offered-title = Offered to you ({ $count })
handover-offered-by = Offered by { $by }, { $time }. Until you accept, they hold it.
handover-note = What { $by } says
handover-accept = Accept
handover-accept-all =
    { $count ->
        [one] Accept this case
       *[other] Accept all { $count } cases
    }
handover-decline = Decline
handover-decline-open = Decline this case
handover-decline-reason = Why you decline
handover-hold-title = You hold ({ $count })
handover-hold-none = Nothing to hand over.
handover-to = Offer to
handover-to-nobody = Choose who takes over
handover-to-role = Anybody on duty as { $role }
handover-to-person = { $name }, { $role }
handover-briefing-all = What the next shift must know about all of them (optional)
handover-briefing-hint = The briefing of each case is written from the record. Add only what is not in it.
handover-briefing-one = What they must know about this case (optional)
handover-which = Cases to offer
handover-offer =
    { $count ->
        [one] Offer the ticked case
       *[other] Offer the ticked cases
    }
handover-until = You hold each case until it is accepted.
handover-briefing-of = Briefing
handover-unheld-title = Nobody holds these ({ $count })
handover-take = Take
handover-take-this = Take this case
handover-take-over = Take it over, with a reason

## What became of it

handover-done-offered =
    { $count ->
        [one] 1 case offered. You hold it until it is accepted.
       *[other] { $count } cases offered. You hold them until they are accepted.
    }
handover-done-accepted =
    { $count ->
        [one] Accepted. You hold 1 more case.
       *[other] Accepted. You hold { $count } more cases.
    }
handover-done-declined = Declined. It stays with whoever offered it.
handover-done-taken = Taken. You hold it now.
handover-error-nobody = Choose to whom you offer the cases
handover-error-no-case = Tick at least one case
handover-error-reason = Say why you decline
handover-failed = { $name }: { $why }
handover-failed-clash = somebody recorded something about who holds it meanwhile. Look at it, then send it again.
handover-failed-denied = you may not do this in this case.
handover-failed-taken = somebody else has taken it meanwhile.
handover-failed-gone = it is not there any more.
handover-failed-unavailable = nothing could be saved just now. Try again.

## The briefing

briefing-first = Do first
briefing-nothing-first = Nothing is due
briefing-found-dead = Found dead { $time }
briefing-last-seen = Last seen
briefing-grade-first = Grade the risk: nobody has
briefing-confirm-first = Confirm the return: somebody says they are back
briefing-risk = Risk, and why
briefing-not-graded = Nobody has graded the risk
briefing-assessed = assessed by
briefing-reviewed = reviewed by
briefing-due = Overdue, or due in 4 hours
briefing-tasks = Open tasks
briefing-done = Done this shift
briefing-family = Told to the family
briefing-none = Nothing recorded
briefing-more =
    { $count ->
        [one] And 1 more, in the case
       *[other] And { $count } more, in the case
    }

refusal-held-by-another = Somebody else holds this case. Only they or their supervisor can offer it. You can take it, with a reason.

## The board

board-unheld = { $count } held by nobody
board-held-by = Held by
board-mine = Me
board-nobodys = Nobody
board-mine-or-nobodys = Me or nobody

## Kept filters

filters-yours = Your filters
filters-title = Keep this filter
filters-name = Name for it
filters-open-with = Open the board with it
filters-keep = Keep
filters-forget = Forget
filters-opens = (opens first)
filters-no-name = Enter a name for the filter
filters-name-too-long = The name can have 40 characters
filters-too-many = You keep nine filters already. Forget one first.

## The page of keys

keys-title = Keys
keys-key = Key
keys-what = What it does
keys-caption = Keys on lists and everywhere
keys-when = Keys work on every page with a list, and never while you type. Two keys are pressed one after the other. Press ? on any page to see this list.
keys-without = Everything can also be reached with the Tab key. The first press of Tab on a page leads past the header.

## Paper

printed-by = Printed by { $name }, { $role }, { $agency }. As it was at { $time }.

## The same sent twice

act-twice = You recorded exactly this at { $time }. It stands in the record once.
act-twice-advice = If you went back by mistake, there is nothing to do.
act-twice-back = Go to the record
act-record-again = It happened again: record it
