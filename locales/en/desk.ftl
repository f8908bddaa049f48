# Deciding who somebody unidentified could be: what waits, a pair side by side, and the decision.

desk-title = Who they could be
desk-lead = Somebody unidentified beside somebody missing: look at both and decide. Living people come first, then whoever has waited longest. What stands here was found by comparing records; nobody is identified by it.
desk-shown-so-far = Only pairs of which you may see both sides are shown and counted.
desk-filters = Which are shown
desk-showing-waiting = Everything that waits
desk-showing-mine = Waiting for me
desk-showing-proposed = Nobody has looked
desk-showing-possible = Held possible
desk-showing-under-review = Being looked into
desk-showing-reopened = Excluded before, facts have changed
desk-showing-identity-proposed = Waiting for a second reviewer
desk-showing-excluded = Excluded
desk-none = Nothing of this kind waits.
desk-found-side = Unidentified
desk-missing-side = Missing
desk-since = Since
desk-strongest = What weighs most
desk-living = Living
desk-open = compare with { $name }
desk-by-a-person = Named by a person
desk-waits-for-you = Waits for you
desk-short-for = speaks for it
desk-short-against = speaks against it

# A pair.

desk-pair-title = { $name } and { $reference }, side by side
desk-pair-heading = Could they be one person?
desk-back = { $count ->
    [0] Nothing more waits
    [one] 1 waits
   *[other] { $count } wait
}
desk-ways = Before and after
desk-before-this = The one before
desk-after-this = The next one
desk-named-by-nobody = Neither a person nor the comparison of records has named this pair.
desk-stands-since = { $by }, for { $ago }
desk-facts-changed = What is known of the two has changed since you looked, so nothing was recorded. What you wrote is kept. Read what is new, then decide again.
desk-facts-not-missing = Whether this person is missing has changed since you looked, so nothing was recorded. Read their record, then decide again.
desk-merged-contradiction = What was decided before two records of this person were merged cannot both be so: one was excluded, the other not. Settle it first: say that they are possible, and why, or that it is not them.
desk-merged-records = Two records of this person were merged. What was decided of either counts:
desk-merged-record = Of the record of { $name } that was merged into this one
desk-merged-survivor = Of this record, { $name }
desk-while-merged = The last decision was made while two records of missing people were merged. They have been separated since: look whether what was decided still holds.
desk-decided-while-merged = Decided while the records were merged; they have been separated since
desk-reopened = This was excluded, and facts have changed since: { $sides }. Look again at what the exclusion rests on.
side-of-match-missing = about the missing person
side-of-match-found = about whoever was found
desk-facts-merged = Since you looked, this record was merged with another. What was decided of that one counts here now, so nothing was recorded. Read what was decided of both, then decide again.
desk-not-missing = This person is not missing any more, so nothing is compared.
desk-chance-least = Less than 1 in 10,000, beside everybody else missing and found
desk-chance-one-in = About 1 in { $many }, beside everybody else missing and found
desk-chance-in-hundred = About { $many } in 100, beside everybody else missing and found
desk-chance-most = More than 99 in 100, beside everybody else missing and found
desk-proves-nothing = This shows where to look. It proves nothing and identifies nobody.
desk-others-fit = { $count ->
    [one] 1 other missing person fits as well.
   *[other] { $count } other missing people fit as well.
}
desk-elsewhere-fits = { $count ->
    [one] 1 other unidentified person fits this missing person as well.
   *[other] { $count } other unidentified people fit this missing person as well.
}
desk-next-steps = What could settle it
desk-step-compare = Both sides have { $what }: have them compared.
desk-step-obtain-missing = Only the one found has { $what }. Ask whether those of the missing person can be had.
desk-step-obtain-found = Only the missing person has { $what }. Ask whether those of the one found can be had.
desk-step-marks = The one found bears marks. Ask the family about marks from head to foot.
laboratory-fingerprints = fingerprints
laboratory-dental = dental charts
laboratory-dna = DNA samples or profiles
desk-found-before = They cannot be one person if both times are right. Found: { $found }. Last seen alive: { $seen }. Check both times before you exclude.
desk-between = between { $from } and { $to }
desk-decide = Decide
desk-decide-candidate-under-review = Look into it
desk-decide-candidate-possible = Hold it possible
desk-decide-candidate-excluded = Exclude
desk-decide-identity-proposed = Say that it is them
desk-decide-identity-confirmed = Confirm that it is them
desk-decide-identity-refused = Say that it is not them

desk-named-elsewhere-by-one = A reviewer has said that { $name } is { $reference }.
desk-named-elsewhere-by-two = Two reviewers have said that { $name } is { $reference }.
desk-named-elsewhere-then-one = Until a second reviewer has looked at that, nobody can say it of this record. If it is wrong, say there that it is not them.
desk-named-elsewhere-then-two = Nobody is found twice, so nobody can say it of this record. If that is wrong, say there first that it is not them.
desk-named-elsewhere-parts = Remains found in several places can be of one person. Say so only if it is known of this record by itself.

# Side by side.

desk-beside = Side by side
desk-feature = Compared
desk-verdict = How they compare
desk-verdict-same = Same
desk-verdict-fits = Can be
desk-verdict-differs = Differs
desk-verdict-not-known = Not known
desk-verdict-not-judged = Cannot be judged
desk-so-many = × { $count }
desk-look = Look at both
desk-read-both = Read both
desk-not-recorded = Not recorded
desk-story = What happened, and how they were described
desk-compare = Both are there: compare
desk-cannot-compare = Cannot be compared yet
desk-as-described = { $what } – read from how they were described
desk-last-seen = Last seen { $when }
desk-last-seen-unknown = Nobody knows since when; reported { $reported }
desk-born = Born { $when }
desk-found-at = Found { $when }
desk-found-between = Found between { $from } and { $to }
desk-cm = { $cm } cm
desk-cm-range = { $from } to { $to } cm
desk-years = { $years } years
desk-years-range = { $from } to { $to } years
desk-range = { $from } to { $to }
desk-days = { $count ->
    [one] 1 day
   *[other] { $count } days
}
desk-days-range = { $from } to { $to } days
desk-months = { $count ->
    [one] 1 month
   *[other] { $count } months
}
desk-months-range = { $from } to { $to } months
desk-many-years = { $count ->
    [one] 1 year
   *[other] { $count } years
}
desk-many-years-range = { $from } to { $to } years

# How it is weighed.

desk-weighing = How it is weighed
desk-weighing-how = A weight of 1 makes it twice as likely, 2 four times, −1 half as likely. It begins with how many are missing, before anything is compared; what is not known weighs nothing.
desk-evidence = By the evidence
desk-before = Before anything is compared
desk-before-why = How many are missing, and how many unidentified people are on no list
desk-counted-once = { $what }: counted once
desk-rivals = Everybody else
desk-rivals-why = What others who fit, missing or found, leave for these two
desk-weighs-nothing = { $count ->
    [one] 1 thing that weighs nothing
   *[other] { $count } things that weigh nothing
}
desk-fewer-than-one = fewer than 1
desk-no-words = no word alike
desk-why-not-of-missing = Nobody has recorded it of the missing person.
desk-why-not-of-found = Nobody has recorded it of the one found.
desk-why-not-of-both = Nobody has recorded it on either side.
desk-why-not-judged = The state of the body, or the time between, does not let anybody judge it.
desk-why-dates-before = Last seen { $ago } after this person was found: one of the two times may be wrong. Check both.
desk-why-dates = From last seen to found: { $found }.
desk-why-dates-died = From last seen to found: { $found }; to death, by the estimate: { $died }.
desk-why-age = They would have been { $then }; estimated as { $estimated }.
desk-why-sex = Of 100 people found in this state, the sex of { $wrong } is recorded wrongly.
desk-why-distance = { $km } km apart; { $share } in 100 are found as far away or farther.
desk-why-drift = { $km } km apart; water may have carried the body.
desk-why-too-fast = { $km } km apart: nobody travels so fast, so one of the times may be wrong.
desk-why-area = Only the areas could be compared. { $share } in 100 of the missing were last seen in the area of the find.
desk-why-stature = They would have measured about { $cm } cm, give or take { $error } cm.
desk-why-weight = { $recorded } kg on record and { $found } kg as found, give or take { $error } kg.
desk-why-build = Build changes, and people judge it differently.
desk-why-colour = { $share } in 100 of the missing have what was found.
desk-why-hair = Hair is cut and grows.
desk-why-ancestry = As recorded on both sides; { $share } in 100 of the missing are recorded so.
desk-why-mark = Both say: { $words }. Part of the body: { $part }. Side: { $side }.
desk-why-mark-not-found = On the record, and not found. { $share } in 100 such marks would have been noticed.
desk-why-mark-not-recorded = Found, and not on the record. { $share } in 100 such marks would have been recorded.
desk-why-effect = Both say: { $words }.
desk-why-go-together = Taken away, because these go together and would count twice: { $features }.
agreement-same = same
agreement-near = next to each other
agreement-differs = differs
agreement-not-said = not said

# Who else, and what was decided.

desk-others = Who else it could be
desk-other-people = Other missing people
desk-no-other-people = Nobody else who is missing is likely enough.
desk-other-records = Other unidentified people
desk-no-other-records = Nobody else who is unidentified is likely enough.
desk-decided = What was decided
desk-nothing-decided = Nobody has decided anything yet.
desk-proposed-by = Proposed by comparing records ({ $model }), { $when }.

# A decision.

desk-decision-title = { $decision }: { $name }
desk-estimates-never-exclude = Age, height, build and hair are estimates or change. They exclude nobody by themselves: say what you know that does.
desk-look-yourself = Look at what it rests on yourself, not at what your colleague concluded. Say what you looked at.
desk-continue = Continue
desk-check = Check before it is recorded
desk-change = Change it
desk-back-to-pair = Back to both side by side
desk-will-candidate-under-review = Your colleagues will see that you are looking into this pair.
desk-will-candidate-possible = You hold it possible that they are one person.
desk-will-candidate-excluded = You exclude that they are one person. It is remembered with your name, and opened again if facts change.
desk-will-identity-proposed = You say that they are one person. A colleague has to confirm it before anything follows.
desk-will-identity-confirmed = You confirm that they are one person. After this the family is told.
desk-will-identity-refused = You say that they are not one person. It stays with your reason.

# From the case.

desk-could-be = { $count ->
    [one] 1 unidentified person could be them
   *[other] { $count } unidentified people could be them
}
desk-side-by-side = Look at both side by side
desk-confirmed-by = { $first }, confirmed by { $second }. Known by: { $how }. Record { $reference }.
desk-waiting-link = { $count ->
    [one] One missing person could be somebody unidentified: decide on it
   *[other] { $count } missing people could be somebody unidentified: decide on them
}
