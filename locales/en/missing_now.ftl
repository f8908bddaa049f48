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
board-may-be-child = May be a child
board-not-known = Not known
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
calls-what = Each of these calls has led to no case, and nobody has said why none is needed. Find the call in your command and control system by its log number, ring the caller back if you have to, and take the report again: it opens the case or records the reason.
calls-none = Every call has been decided.
calls-log-number = Log number
calls-no-log-number = No log number
calls-came-in = Came in
calls-waiting-for = Waiting for
