# Somebody who is likely on record already.

likely-title = Is this the same person?
likely-title-several = Is this one of them?
likely-title-twice = Have you named the same person twice?
likely-typed = You reported:
likely-back = Go back to what you typed
likely-take = This is them: use this record
likely-add-to-case = This is them: add to the open case
likely-somebody-else = Somebody else: open a new record
likely-none-of-these = None of these: open a new record
likely-somebody-else-hint = A second record of one person hides what is known of them. If you cannot tell, say that it is somebody else: it can be put right afterwards.
likely-reported-twice = In the same report you named:
likely-add-to-case-then = What this caller said is added to the report of the open case at once. No second case is opened.
likely-offer = This is them: record it, and offer both records for merging
likely-somebody-else-known = Somebody else: record it all the same
likely-none-of-these-known = None of these: record it all the same
likely-offer-hint = Both records stay as they are. The pair stands in the list of possible duplicates, where a supervisor or the missing persons unit merges them.
namesakes-not-yet = Nothing is recorded yet. As you typed it, somebody on record is likely this person.
namesakes-this-one = This is them:
namesakes-then-merge = What you typed is recorded. Both records are then shown side by side, to be merged.
namesakes-then-listed = What you typed is recorded. Both records stand in the list of possible duplicates, where a supervisor or the missing persons unit merges them.
namesakes-somebody-else = Somebody else
namesakes-say-which = Say whether this is one of them or somebody else
field-not-the-same-reason = How you know that it is somebody else
likely-more = { $count ->
    [one] 1 more person who may be the same
   *[other] { $count } more people who may be the same
}
likely-too-many = More people have such a name than can be shown. Go back and add what you know: an age, an address, a telephone. Then there are fewer.
likely-aloud = { $count ->
    [one] 1 person found.
   *[other] { $count } people found, below the name.
} { $how }: { $name }, { $age }.
likely-more-typed = { $count ->
    [one] 1 more person may be the same.
   *[other] { $count } more people may be the same.
} Add an age or an address: then there are fewer.
likely-too-many-typed = Very many people have such a name. Add an age or an address: then there are fewer.
likely-very = Very likely the same
likely-possible = May be the same
likely-same-name = same name
likely-name-nearly = nearly the same name: { $typed } – { $recorded }
likely-known-as = known as { $name }
likely-name-in-part = part of the name: { $typed } – { $recorded }
likely-birth-same = born on the same day
likely-birth-swapped = born on the same day with day and month the other way round
likely-birth-nearly = date of birth differs by one digit
likely-birth-differs = born on another day
likely-age-fits = age fits
likely-age-does-not-fit = age does not fit
likely-sex-differs = recorded as another sex
likely-same-address = same address
likely-same-telephone = same telephone
likely-same-carer = same carer
likely-missing-now = missing now

event-told-apart = Told apart from other records: somebody else
event-said-the-same = Said to be the same person as another record

said-the-same = { $who } said on { $when } that they are one person.

# Pairs of records.

duplicates-title = Records that may be of one person
duplicates-intro = Whoever made the second record may not have seen the first. Look at both: merge them, or say that they are two people. What you decide is recorded, and is asked again only if more comes to speak against it.
duplicates-none = No two records look like one person.
duplicates-not-compared = { $count ->
    [one] 1 record is
   *[other] { $count } records are
} still being compared. Load this page again in a moment to see all of them.
duplicates-more = The { $count } likeliest of { $of }. Decide on some of these, and the next are shown.
duplicates-merge = Look at both and merge them
duplicates-reason = How do you know that they are two people?
duplicates-reason-missing = Say how you know that they are two people.
duplicates-apart = These are two people
duplicates-link = Records that may be of one person

# What speaks for and against two being one person, weighed: here, and where somebody unidentified is held beside the missing.

weighed-chart-caption = Each bar begins where the one above ends: to the right speaks for it, to the left against it. The table below has the same figures.
weighed-table-caption = Every weight, with both values and why
weighed-why = Why
weighed-weight = Weight
weighed-nothing = –
weighed-sum = All together
weighed-times-nothing = Hardly changes anything.
weighed-times-likelier = About { $times } times likelier.
weighed-times-unlikelier = About { $times } times less likely.

weighing-heading = Why they may be one person
weighing-heading-two = What the comparison found
weighing-how = A weight of 1 makes it twice as likely, 2 four times, −1 half as likely. The weights are set by hand. From 5 on we ask whether two records are of one person; from 9 on it is very likely. No weight proves it.
weighing-two-people = The names are of two people. We do not ask about such records, whatever else agrees: brothers, sisters and twins share surname, birthday, address and telephone.
weighing-too-little = Not enough agrees to ask whether they are one person.
weighing-told-apart = It was said on { $when } that they are two people. Who said so, and why, stands in their records.
weighing-matter = What
weighing-matter-name = Names
weighing-matter-birth = Born
weighing-matter-sex = Sex
weighing-matter-address = Where they live
weighing-matter-telephone = Telephones and accounts
weighing-matter-carer = Who cares for them
weighing-not-known = Not known of both, so it counts for nothing.
weighing-nothing-name = It counts for nothing.
weighing-nothing-birth = It counts for nothing.
weighing-nothing-sex = It counts only where one record says female and the other male.
weighing-nothing-address = Not the same address. It counts for nothing: people move.
weighing-nothing-telephone = No number is the same. It counts for nothing: people change telephones.
weighing-nothing-carer = Nobody is named in both. It counts for nothing.
weighing-names-end = Two people's names. The comparison ends here.
