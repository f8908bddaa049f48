# Missing now: the board.

board-caption = Everyone missing, one row for each
board-unfinished-calls =
    { $count ->
        [one] 1 call has not been decided. Decide it now
       *[other] { $count } calls have not been decided. Decide them now
    }
board-missing = { $count } missing
board-high = { $count } high risk
board-children =
    { $count ->
        [one] 1 child
       *[other] { $count } children
    }
board-return-reported =
    { $count ->
        [one] 1 return to confirm
       *[other] { $count } returns to confirm
    }
board-undeployed = { $count } with nobody sent
board-unassigned = { $count } without an investigating officer
board-ungraded = { $count } not graded
board-nobody = Nobody is missing at the moment.
board-none-of-these = Nobody who is missing fits these filters.
board-show-everyone = Show everyone who is missing
board-risk = Risk
board-name-and-age = Name and age
board-time-missing = Time missing
board-last-seen = Last seen
board-who-leads = Investigating officer, officer sent
board-next-due = Next due
board-child = Child
board-same-call = Same call:
board-may-be-child = May be a child
board-not-known = Not known
board-class-not-known = Kind not known
board-not-assigned = Nobody assigned
board-nobody-sent = Nobody sent
board-sent = Sent: { $officer }
board-filter = Filter and order
board-any = Any
board-age = Age
board-only-children = Children, and those who may be
board-only-adults = Adults
board-officer-sent = Officer sent
board-investigating-officer = Investigating officer
board-order = Order
board-by-risk = By risk, then time missing
board-by-time = By time missing
board-by-name = By name

## Calls that nobody has decided

calls-title = Calls without a decision
calls-what = Each of these calls has led to no case, and nobody has said why none is needed. Take the report, or say why no case is needed. Ring the caller back if you have to.
calls-none = Every call has been decided.
calls-no-log-number = No log number
calls-came-in = Came in
calls-reporter = Who rang
calls-circumstances = What happened
calls-report = Take the report of this call
calls-no-case = No case is needed because…
calls-class = What kind of call it is
calls-choose = Choose one
calls-reason = Why no case is needed
calls-reason-hint = Say how you know where the person is, or who follows it up.
calls-class-missing = Choose what kind of call it is.
calls-reason-missing = Say why no case is needed.
calls-decide = Record that no case is needed
calls-ended = Ended without a case in the last 24 hours
calls-ended-what = Not back after all? Take the report of that call: the case then counts from when it came in.
calls-now-missing = Missing after all: take the report
