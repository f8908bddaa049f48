# Papers: what they say of themselves, and the pages from which they are taken.

paper-marking = OFFICIAL-SENSITIVE
paper-page = Page
paper-page-of = of
paper-reference = Reference
paper-made-by = Made by
paper-made-at = Made
paper-as-known-at = As known at
paper-not-yet-answered = Not yet answered
paper-not-yet-asked = Not yet asked
paper-nothing-recorded = Nothing recorded

paper-briefing-title = Briefing sheet
paper-briefings-title = Briefing sheets of everyone missing
paper-contents = Everyone missing, the highest risk first
paper-referral-title = Referral to the national Missing Persons Unit
paper-live-cases-title = Live cases
paper-nobody-missing = Nobody is missing
paper-report-form-title = Report of a missing person: paper form

paper-first = Do first
paper-family = Told to the family
paper-next-shift = What the next shift has to know
paper-who = Who is missing
paper-what-happened = What happened
paper-risk = Risk
paper-health = Medication and health
paper-markers = Warning markers
paper-people-to-ask = People to ask
paper-places = Where they may be
paper-what-was-done = What was done, the latest first
paper-open-tasks = Open tasks
paper-duties-next = Duties owed
paper-who-has-the-case = Who has the case
paper-still-unanswered = Still unanswered
paper-trigger-plan = Trigger plan
paper-identification = What can identify them
paper-possessions = Clothing, possessions, telephones, vehicles
paper-force = The force and who to ask
paper-enquiries = Enquiries made, the latest first

paper-grade = Risk
paper-graded-by = Graded by
paper-graded-at = Graded
paper-reasons = Reasons
paper-considerations = What it rests on
paper-not-graded = Risk not graded yet
paper-name = Name
paper-name-not-known = Name not known
paper-other-names = Other names
paper-birth = Born
paper-sex = Sex
paper-ethnicity = Ethnicity
paper-language = Language
paper-description = Description
paper-home-address = Home
paper-lives-at = Lives at
paper-phones-and-accounts = Telephones and accounts
paper-school-or-work = School or work
paper-care = Care status
paper-worker = Social worker
paper-transport = Vehicle, ways of travelling
paper-medication = Medication
paper-effect-of-missing = If a dose is missed
paper-health-and-disability = Health and disability
paper-missing-since = Missing since
paper-reported-at = Police told
paper-circumstances = Circumstances
paper-last-seen = Last seen
paper-with-whom = With whom
paper-clothing = Clothing
paper-carrying = Carrying
paper-concern = Why it is worrying
paper-checks-made = Checks
paper-reporter = Reported by
paper-log-number = Police log number
paper-likely-places = Likely places
paper-places-frequented = Places they go to
paper-associates = Friends and associates
paper-holder = Held by
paper-nobody-holds = Nobody
paper-investigating-officer = Investigating officer
paper-lead-force = Lead force
paper-dental = Dental records
paper-dna = DNA
paper-fingerprints = Fingerprints
paper-photograph = Photograph
paper-earlier-times = Earlier times missing

paper-what = What
paper-source = Source
paper-since = Since
paper-note = Note
paper-relation = Relation
paper-reach = How to reach them
paper-when = When
paper-by = By
paper-owner = Whose
paper-due = Due
paper-age = Age
paper-missing-for = Missing since
paper-next-duty = Next duty

paper-how-to-use = Use this form when Safewell cannot be reached. Write the true times: when the call came, when the person was last seen, when each thing was done. When Safewell is back, enter the report with “When police were told” set to the time of the call, and each thing done with its own time.
paper-box-date = Date
paper-box-time = Time (24 hours)
paper-filled-in-by = Filled in by (name, number)
paper-call-came-at = When the call came
paper-entered-at = When it was entered in Safewell
paper-done-on-paper = What was done before it could be entered
paper-entered-as = Entered by, and the reference given

# What the facts read as.
paper-moment = { $day } { $year }, { $time } { $zone }
paper-made-by-somebody = { $name }, { $role }, { $agency }
paper-made-by-itself = Safewell, on schedule
paper-missing = Missing for { $time }
paper-ended = Not missing since { $time }
paper-found-dead = Found dead { $time }. Nobody looks for them any more
paper-closed-jointly = Still missing, for { $time }. The case is closed jointly
paper-carried-on = Reported twice. The search goes on in case { $case }
paper-first-dead = Found dead { $time }. { $then }
paper-last-seen-report = When reported: { $text }
paper-grade-then = { $grade } when last graded
paper-return-unverified = Return reported { $time }, not verified: still missing
paper-born-and-age = { $born }, aged { $age }
paper-check = { $what }: { $made }
paper-check-noted = { $what }: { $made }, { $note }
paper-source-with-reach = { $source }, { $reach }
paper-consideration = { $what }: { $said } ({ $source }, { $when })
paper-earlier-entries = { $count ->
        [one] One earlier entry is in Safewell
       *[other] { $count } earlier entries are in Safewell
    }
paper-held-since = { $who }, since { $time }
paper-past = AS KNOWN AT { $time } – not as it stands now
paper-marker-since = Not known then; on record today
paper-first-due = { $what }: { $due }
paper-held = { $held }. { $note }
paper-earlier-time = { $since }, for { $lasted }. { $place }
paper-likeness-of = Taken { $day }
paper-likeness-undated = When it was taken is not known
paper-likeness-alt = Photograph of { $name }
paper-owner-named = { $name }, { $role }
paper-due-at = { $time } ({ $stands })
paper-next-duty-of = { $title }: { $owner }, { $due }

# The page of a briefing.
paper-page-title = { $paper }: { $name }
paper-see-briefing = Briefing sheet and papers
paper-back-to-case = Back to the case
paper-take-out = Take it with you
paper-take-out-hint = A PDF leaves Safewell. That it was made, by whom and when is recorded in the case.
paper-take-past = The PDF says on each page that it is as known then.
paper-referral-lacks = The referral lacks:
paper-referral-ask = Say whether they are held
paper-past-panel = Print it as known then
paper-take-briefing = Briefing sheet as PDF
paper-take-referral = Referral to the national unit as PDF
paper-then-record = Once the referral is sent:

# The folder that is written for when the system is down.
paper-index-title = Paper for when Safewell is down
paper-index-written = Written { $time }. What was recorded since is not in it.
paper-index-advice = Print these. When Safewell is back, enter what was done with its true times.

# The ways to paper from the board and from a case.
board-paper = To print
board-paper-live-list = Print the live list
board-paper-report-form = Blank report form
