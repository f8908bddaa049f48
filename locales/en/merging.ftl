# One person or two: two records side by side, merged, and separated again.

event-record-absorbed = Merged with another record of the same person
event-record-merged = Merged into another record of the same person
event-record-separated = Separated from a record of somebody else
event-record-restored = Stands by itself again
merge-why-said = Why

merge-link = This may be the same person as…
merge-back = Back to the record
merge-pick-title = Same person as { $name }?
merge-pick-heading = Which other record may be of the same person?
merge-pick-lead = You then see both records side by side. Nothing changes until you decide.
merge-pick-field = Name in the other record
merge-pick-hint = Any spelling, or the id of the record
merge-pick-button = Search
merge-pick-found = { $count ->
    [0] Nobody found
    [one] 1 other record
   *[other] { $count } other records
}
merge-pick-compare = Compare with

merge-title = { $one } and { $other }: one person?
merge-heading = Is this one person?
merge-no-conflict = Nothing in the two records says that they cannot be one person. Twins share a surname, a birthday and an address: compare the photographs, the first names and who reported them.
merge-conflict-born-far-apart = Born { $years ->
    [one] a year
   *[other] { $years } years
} or more apart. A parent and child can share a name.
merge-conflict-sex = One record says female, the other male.
merge-conflict-seen-at-once = Seen at two places at once: { $one }, { $at }; and { $other }, { $then }.
merge-conflict-missing-at-once = Both were missing at the same time, in cases { $one } and { $other }. That is one report made twice, or two people.
merge-conflict-both-dead = Both records say that the person was found dead.
merge-conflict-alive-after-death = One was found dead before the other went missing or came back.
merge-side-by-side = Both records, side by side
merge-matter = What
merge-this-record = This record
merge-other-record = The other record
merge-record = Record
merge-swap = Let the record of { $name } go on instead
merge-choose = What is known from now on
merge-choose-lead = Where only one record says something, that is kept. Choose where they differ. Whichever name you keep, the person is found by both.
merge-nothing-differs = The two records say nothing different.
merge-differs = Differs
merge-both = Keep both, one below the other
merge-goes-on = Both are missing. Which case goes on?
merge-goes-on-hint = The other case ends as reported twice. It keeps all that was recorded in it, its tasks stay open, and no new duties come from it. What will happen is worked out below for the case reported first.
merge-goes-on-case = Case { $reference }, reported { $time }
merge-goes-on-missing = Choose the case that goes on
merge-unidentified = Unidentified people
merge-unidentified-lead = After a merge, what was decided of either record counts for both.
merge-unidentified-not-named = Not named
merge-unidentified-contradiction = One of these records is excluded from an unidentified person whom the other is held to be, or could be. If they are one person, both cannot be so.
merge-unidentified-two = One of these records is said to be one unidentified person, and the other another. Nobody is found twice.
merge-will = What will happen
merge-will-lead = The record of { $name } goes on. Markers, placements, forms, plans, photographs and cases of both count in it. The other record leaves lists and search, and its address leads here.
merge-duties = Duties
merge-duties-none = No duty changes.
merge-shares = Who will see what
merge-shares-none = Nobody will see more or less than now.
merge-share-begins = { $agency } will see what is in the record of { $name }, which it does not see now.
merge-share-ends = { $agency } will no longer see what is in the record of { $name }.
merge-case = Case { $reference }
merge-case-stands = It stands otherwise: { $was } now, { $is } then.
merge-case-childhood = Whether the person counts as a child in it changes.
merge-case-seen-by = Will see it and does not now: { $agencies }
merge-case-lost-by = Sees it now and will not: { $agencies }
merge-duty = Duty
merge-duty-change = Change
merge-duty-due = Due
merge-duty-owner = Who
merge-duty-begins = New: { $state }
merge-duty-ends = No longer owed
merge-duty-stands = { $was } now, { $is } then
merge-duty-moves = Due or owned otherwise
merge-duty-due-moves = { $is }, was { $was }
merge-reason = Why are they one person?
merge-reason-hint = Who knows it, and from what. It is kept with the decision.
merge-reason-missing = Say why
merge-button = Merge the two records
merge-can-be-undone = You can undo this at any time. Both records then stand as they were.
merge-clash = Something was recorded meanwhile
merge-clash-lead = Nothing was merged or separated. Look at it again below, then decide.

merged-heading = Records that were merged into this one
merged-line = { $name }, merged { $time } by
merged-reason = Why: { $reason }
merged-undo = They are two people: separate

separate-title = Separate { $one } and { $other }
separate-heading = Are they two people after all?
separate-was-merged = Merged { $time }.
separate-as-they-will-be = Both records as they will be
separate-name = Name
separate-born = Born
separate-stays = { $count ->
    [one] 1 entry was
   *[other] { $count } entries were
} recorded while they were merged. What is about the person stays in the record of { $name }; what is about a case stays in that case. Look through it afterwards.
separate-details-changed = The details were changed while the records were merged. They stay as they are, and may hold what is true of the other person only. Look at them afterwards.
separate-reason = Why are they two people?
separate-button = Separate the two records

edges-carried-on = Reported twice. The search goes on in another case.
edges-carried-on-open = Open case { $case }
