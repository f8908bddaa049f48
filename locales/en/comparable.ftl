# Comparable episodes: what similar times missing were like. No word of a grade stands here, and none that can be read as
# one: a test reads every line. What it says of itself begins with comparable-cannot.

comparable-title = { $name }, { $reference }: comparable episodes
comparable-heading = Comparable episodes
comparable-link = How long similar times missing lasted and where those people were found:
comparable-behind-back = Back to the comparable episodes
comparable-lead = { $count } past and running times missing of other people are counted here, as known at { $time }. You may see each of them; others may count more or fewer.
comparable-only-latest = There are more: only the latest { $count } that you may see were looked through.
comparable-still-reading = Safewell was started a moment ago and is still reading: so far only the latest { $count } were looked through. Load this page again in a moment.

## What it cannot say, first and last

comparable-cannot-first = These figures are about other people. They say nothing of how much danger { $name } is in, and they are no reason to do less or later.
comparable-cannot = What this cannot tell you
comparable-cannot-person = What { $name } is going through. Risk is assessed from the answers on the case and by whoever looks at them, never from this page.
comparable-cannot-ended = That somebody who came back was unharmed. An ended time missing can have ended badly: the list of how they ended stands beside the times.
comparable-cannot-harm = What happened to people while they were missing. Little of that is on record.
comparable-cannot-unreported = Anything of times missing that nobody reported, or that are on no record here.
comparable-cannot-alike = That they are alike in what matters. They are chosen by what stands in the records, and much does not.
comparable-cannot-independent = How sure the ranges are where one person is counted more than once. They are worked out as if all were different people.
comparable-cannot-words = Who found somebody and where, beyond the words of whoever wrote it down: they are sorted by words, and what is not clear is counted as that.
comparable-cannot-used = Nothing else in Safewell reads these figures. No grade, no duty and no time limit follows from them.

## How long

comparable-lasted = How long they lasted
comparable-lasted-lead = From when the person was last seen, or else reported, until they were found or came back, alive or dead. Whoever was still missing at the end of what is known counts until then.
comparable-too-few = { $count ->
    [0] No comparable time missing is on record that you may see.
    [one] Only 1 is on record that you may see. From fewer than { $fewest } no curve is drawn.
   *[other] Only { $count } are on record that you may see. From fewer than { $fewest } no curve is drawn.
}
comparable-people = They are of { $people ->
    [one] 1 person
   *[other] { $people } people
}; at most { $most } are of the same person.
comparable-alike-by = They are alike by: { $criteria }.
comparable-dropped = Not by, because too few would have been left: { $criteria }.
comparable-found-dead = { $count } of them { $count ->
    [one] was
   *[other] were
} found dead.
comparable-half = Half had ended after { $half }.
comparable-half-range = Half had ended after { $half } (range { $from } to { $to }).
comparable-half-open = Half had ended after { $half } (range from { $from }, with no upper end).
comparable-half-not = Fewer than half have ended within what is known.
comparable-chart-title = How many were no longer missing, by time
comparable-chart-text = The line rises from none to { $share } of { $count } by { $end }. The band around it is the 95 % range. The table below holds the same figures.
comparable-chart-axis = Time since last seen
comparable-chart-now = now: { $lasted }
comparable-chart-half = 50 %
comparable-chart-all = 100 %
comparable-table = No longer missing, by time since last seen
comparable-table-now = now: { $lasted }
comparable-head-within = Within
comparable-head-ended = Ended by then
comparable-head-share = Share no longer missing
comparable-head-range = 95 % range
comparable-head-longer = Missing for longer
comparable-share = { $share } %
comparable-range = { $from } to { $to } %
comparable-no-share = not known
comparable-range-note = Of 100 such ranges, about 95 hold the true share. A wide one means that few were counted.
comparable-own-range-note = All are of one person: the range says little here.

## From here on

comparable-from-here = Of those missing for as long as this
comparable-from-here-lead = { $name } has been missing for { $lasted }. { $count } of the { $all } were missing for longer than that. The times in this table begin there.
comparable-from-here-few = { $name } has been missing for { $lasted }. { $count } of the { $all } were missing for longer than that: too few to say how much longer.
comparable-head-further = Within a further

## How they ended

comparable-ended = How they ended, and who found people where
comparable-endings = How they ended
comparable-head-ending = Ended by
comparable-head-count = How many
comparable-of = { $count } of { $all }
comparable-found-by = Who found them
comparable-found-at = Where they were found
comparable-found-lead = Of the { $count } who came back or were found alive.
comparable-ending-returned = Came back or were found alive
comparable-ending-found-dead = Found dead
comparable-ending-closed-missing = Closed jointly while still missing
comparable-ending-running = Still missing
comparable-by-themselves = Came back themselves
comparable-by-police = Police
comparable-by-family-or-friends = Family or friends
comparable-by-carers = Carers
comparable-by-health = Health staff
comparable-by-public = The public
comparable-by-not-clear = Not clear from what was written
comparable-at-where-they-live = Where they live or were missing from
comparable-at-at-an-address = At an address: friends, relatives, others
comparable-at-on-the-way = Station, bus, train or car
comparable-at-out-of-doors = Out of doors
comparable-at-public-place = Shop, school or other public place
comparable-at-health = Hospital or surgery
comparable-at-not-clear = Not clear from what was written

## How they were chosen

comparable-chosen = How they were chosen
comparable-chosen-lead = Looked through: { $count } times missing of other people that you may see. They were compared by everything in the first row. While fewer than 30 were alike, one way of beginning after the other was dropped; what somebody is was dropped only while fewer than { $fewest } were. Of each person at most { $most } are counted: those most alike, and of them the latest. { $left_out ->
    [0] None was left out for that.
    [one] One more, as much alike, was left out for that.
   *[other] { $left_out } more, as much alike, were left out for that.
}
comparable-head-step = Alike by
comparable-head-episodes = Times missing
comparable-head-people = People
comparable-step-all = everything that is known
comparable-step-without = the same, without: { $criterion }
comparable-alike = Those counted are alike in
comparable-alike-item = { $criterion }: { $value }
comparable-not-known = Not on record for { $name }, so nothing was compared by it: { $criteria }.
comparable-criterion-childhood = child or adult
comparable-criterion-dementia = a marker of dementia
comparable-criterion-exploitation = a marker of exploitation or trafficking
comparable-criterion-self-harm = a marker of self-harm or suicide
comparable-criterion-care = living in care
comparable-criterion-age = age
comparable-criterion-before = missing before
comparable-criterion-class = what kind of matter it was found to be
comparable-criterion-sex = sex
comparable-criterion-company = alone or with somebody
comparable-criterion-hour = time of day
comparable-criterion-day = working day or weekend
comparable-value-child = child
comparable-value-adult = adult
comparable-value-held = held
comparable-value-not-recorded = not recorded
comparable-value-in-care = yes
comparable-value-not-in-care = no
comparable-value-under-12 = under 12
comparable-value-12-to-15 = 12 to 15
comparable-value-16-to-17 = 16 or 17
comparable-value-18-to-24 = 18 to 24
comparable-value-25-to-39 = 25 to 39
comparable-value-40-to-64 = 40 to 64
comparable-value-65-and-over = 65 and over
comparable-value-none-recorded = not recorded
comparable-value-once-or-twice = once or twice
comparable-value-three-times-or-more = three times or more
comparable-value-as-reported = as reported
comparable-value-female = female
comparable-value-male = male
comparable-value-other = neither word fits
comparable-value-alone = alone
comparable-value-with-somebody = with somebody
comparable-value-morning = morning, 06:00 to 12:00
comparable-value-afternoon = afternoon, 12:00 to 18:00
comparable-value-evening = evening, 18:00 to 22:00
comparable-value-night = night, 22:00 to 06:00
comparable-value-working-day = working day
comparable-value-weekend = weekend

## This person's own

comparable-own = Other times missing of { $name }
comparable-own-none = None is on record that you may see.
comparable-own-few = From fewer than { $fewest } no curve is drawn.
comparable-own-began = Began in the { $part }: { $count }
comparable-head-began = Began
comparable-head-lasted = Lasted
comparable-head-how = How it ended
comparable-head-by = Found by
comparable-head-at = Where
comparable-own-so-far = { $lasted } so far
comparable-own-until-closed = { $lasted } until the case was closed
comparable-part-morning = morning
comparable-part-afternoon = afternoon
comparable-part-evening = evening
comparable-part-night = night

## What the record says of exploitation

comparable-indicators = What the record says of exploitation
comparable-indicators-lead = Sentences in the record of { $name } in which certain words stand, as they were written. Each leads to its entry. They are not added up, and nobody has weighed them.
comparable-indicators-none = Nothing was found by the words that are looked for. That does not mean that nothing is there.
comparable-indicator-marker = Markers
comparable-indicator-crime-told = Crimes told of
comparable-indicator-goods = Money, telephones or things that nobody can explain
comparable-indicator-injury = Hurt
comparable-indicator-older-people = With older people
comparable-indicator-out-of-area = Far from where they live
comparable-indicator-phone-off = Telephone off
comparable-indicator-hotels-and-cars = Hotels, or cars of people who are not known
comparable-indicator-debt = Owing money or drugs
comparable-indicator-entry = see the entry of { $time }

## The episodes behind a figure

comparable-behind-title = The episodes behind a figure
comparable-behind-lead = { $count ->
    [one] 1 time missing is behind this figure
   *[other] { $count } times missing are behind this figure
}: { $figure }. No names stand here; each case opens under its reference, and opening it is logged.
comparable-behind-all = all that are counted
comparable-behind-rung = alike on step { $step } of how they were chosen
comparable-behind-ending = { $ending }
comparable-behind-by = found by: { $by }
comparable-behind-at = where they were found: { $at }
comparable-behind-within = ended within { $length }
comparable-behind-longer = missing for longer than { $length }
comparable-behind-none = There is none.
comparable-head-reference = Case
comparable-chart-hours = { $count } h
comparable-chart-days = { $count } d
