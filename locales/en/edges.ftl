# The edges of an episode: dates corrected, missing again, what the episode means, closed jointly, found dead.

act-joint-closure-proposed = Propose to close the case while the person is missing
act-hint-joint-closure-proposed = The search goes on until the other side has agreed: for a child the assistant director, for an adult the lead of adult social care. Where adult social care has nothing to do with the adult, a second senior officer decides.
act-joint-closure-refused = Refuse to close the case
act-hint-joint-closure-refused = The search goes on. Say what is still to be done.
act-closed-jointly = Agree to close the case while the person is missing
act-hint-closed-jointly = Read the assessment and the chronology first. The case is closed as soon as you agree, and opens again with the first word of the person.
act-death-refuted = Record that it was somebody else
act-hint-death-refuted = The person is missing again from the first report on, and what was owed is owed again.
act-hint-found-dead = The search ends. Nobody is told by Safewell: the family is told by a person who goes to them.
act-family-officer-appointed = Record who stays with the family
act-hint-family-officer-appointed = The officer who stays with them, and how to reach that officer.
act-placing-authority-told-of-death = Record that the placing authority was told of the death
act-hint-placing-authority-told-of-death = Who was told, by whom.
act-carers-told-of-death = Record that the home or carers were told of the death
act-hint-carers-told-of-death = Who was told, by whom. Others who live there may need somebody with them.
act-worker-told-of-death = Record that the allocated worker was told of the death
act-hint-worker-told-of-death = Who was told, by whom.
act-iro-told-of-death = Record that the reviewing officer was told of the death
act-hint-iro-told-of-death = Who was told, by whom.
act-agencies-told-of-death = Record that the other agencies were told of the death
act-hint-agencies-told-of-death = Which agencies, and who told them.
act-publicity-withdrawn = Record that publicity was withdrawn
act-hint-publicity-withdrawn = Which appeals and pictures were taken back, and where.
act-pack-moved = Move the case to another version of its protocol
act-hint-pack-moved = What is owed is worked out anew by the versions that you tick.

event-joint-closure-proposed = Joint closure proposed
event-joint-closure-refused = Joint closure refused
event-closed-jointly = Case closed jointly, person still missing
event-death-refuted = It was somebody else: the search goes on
event-family-officer-appointed = An officer stays with the family
event-placing-authority-told-of-death = Placing authority told of the death
event-carers-told-of-death = Home or carers told of the death
event-worker-told-of-death = Allocated worker told of the death
event-iro-told-of-death = Reviewing officer told of the death
event-agencies-told-of-death = Other agencies told of the death
event-publicity-withdrawn = Publicity withdrawn

field-assessment = Which assessment you have read
field-chronology = Which chronology you have read
field-seen = Which assessment and chronology you have read
field-closed-jointly-of = Which proposal
field-joint-closure-refused-of = Which proposal
field-death-refuted-of = Which entry
field-death-refuted-reason = How it is known that it was somebody else
field-found-dead-place = Where
field-found-by = By whom
field-found-dead-circumstances = What is known of what happened
field-identity-confirmed-by = Who says that it is them, and how they know
field-hint-identity-confirmed-by = If nobody has said so yet, write that, and who will and when.
field-governed-by = Protocols that govern the case from now on
field-prevention-interview-completed-also-for = Other times missing that this talk was about too
field-iri-completed-also-for = Other times missing that this talk was about too
field-hint-also-for = Tick each one that you talked about. The talk counts for those and for no other.
edge-pack = { $title }, version { $version }

refusal-before-end = That would be before the episode ended, at { $time }.
refusal-then-before-end = Check the time of both, and correct the one that is wrong.
refusal-before-answered = That would be before what it answers or follows, at { $time }.
refusal-then-before-answered = Check the time of both, and correct the one that is wrong.
refusal-breaks-the-course = After this correction another entry could not stand: “{ $event }” of { $time }. { $why }
refusal-then-breaks-the-course = Correct that entry first, or look at this time again. Nothing was changed.
refusal-closure-not-proposed = Nobody has proposed to close this case, or the proposal was answered.
refusal-then-closure-not-proposed = A senior police officer proposes it first; the search goes on until then.
refusal-closed-by-one = Nobody closes such a case alone: whoever agrees is of another agency than whoever proposed it, or where police decide alone another senior officer.
refusal-then-closed-by-one = Ask the other side. The search goes on until they agree.
refusal-not-of-that-time = The talk cannot have been about that time missing: it is not this person's, or it had not ended by then.
refusal-then-not-of-that-time = Tick only times missing from which the person was back when you talked.

edges-class-was = was: { $classes }
edges-class-between = in between: { $classes }
edges-class = Kind of matter
missing-from-until = { $from } to { $until }
edges-interview-both = Return interview of the time missing { $when } still owed; one talk can be for both.
edges-prevention-both = Prevention interview of the time missing { $when } still owed; one talk can be for both.
edges-declined-child = The return interview was declined by the child on { $time }. Offer another person whom they accept, or decide on a referral.
edges-declined-parent = The return interview was declined by a parent or carer on { $time }. Offer another person whom the child accepts, or decide on a referral.
edges-declined-not-reached = The return interview was not held: the child could not be reached on { $time }. Offer another person whom they accept, or decide on a referral.
edges-declined-short = Declined by { $by ->
    [child] the child
    [parent] a parent or carer
   *[not_reached] nobody: not reached
  } on { $time }
edges-significance-owed = Nobody has decided what this episode means for the child.
edges-significance-is = What the episode means: { $significance }
edges-significance-mash = The MASH has not been told yet.
edges-significance-support = No task asks for the support yet.
edges-support-task = Arrange targeted support
edges-closure-open = { $name } proposed on { $time } to close this case while the person is missing. The search goes on until { $whom ->
    [assistant_director] the assistant director
    [adult_care_lead] the lead of adult social care
   *[second_officer] a second senior officer
  } agrees.
edges-closure-refused = { $name } refused on { $time } to close this case: { $reason }
edges-declined-then = Offer another person whom they accept, or decide on a referral.
edges-work-one-talk = { $count } times missing; one talk can be for all of them.
edges-seen-since-closure = Seen since the case was closed.
edges-retelling = A crime was told of here. { $name } of the same call is still missing, and those words do not stand in that case.
edges-retelling-record = Record the same words for { $name }
edges-retelling-source = { $name }, to { $told_to }
edges-missing-again = Missing again
edges-missing-again-hint = Starts a report with what is on record.
edges-missing-now = This person is missing now.
edges-missing-already = This person is missing already: this is the running case. Nothing new was opened; what you typed is kept under New report.
edges-missing-now-open = Open the running case
edges-missing-now-add = Add to the report
edges-dead-heading = Found dead { $time }
edges-dead-elsewhere = This person was found dead.
edges-dead-case = Open the case
edges-dead-owed = What is to be done now
edges-dead-done = Done
edges-dead-nothing = Everything that this case asks for has been done.
edges-dead-family-first = Until the family has been told, nothing is confirmed to anybody outside.
edges-dead-where = Where
edges-dead-found-by = Found by
edges-dead-circumstances = What is known
edges-dead-identity = Identity
edges-dead-wrong = If it was somebody else:
edges-died = Died
edges-died-found = found { $time }

history-rest = More of this entry ({ $count })
history-show-all = Show all { $count } entries
history-show-latest = Show the latest only
history-kinds = Show
history-kind-all = Everything
history-of-day = { $day } ({ $count })
history-shown = { $shown } of { $count } entries
