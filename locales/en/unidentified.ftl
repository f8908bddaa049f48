# People who cannot be named: living, bodies, remains; and by what somebody would be recognised.

# What can be recorded.

act-group-unidentified = Somebody unidentified
act-features-recorded = Record identifying features
act-hint-features-recorded = What somebody would be recognised by. It is compared with people who were found and cannot be named. The whole of it as it stands from now on.
act-unidentified-recorded = Record somebody unidentified
act-hint-unidentified-recorded = What was found, when and where; everything else can follow.
act-unidentified-details-changed = Change what is known
act-hint-unidentified-details-changed = The whole of it as it stands from now on. Who they could be is worked out again.
act-unidentified-referred = Refer to the national unit
act-hint-unidentified-referred = Asked for within 48 hours of finding somebody who is still unidentified, living or dead.
act-unidentified-notice-acknowledged = Say that you know
act-hint-unidentified-notice-acknowledged = Nobody else is told of it then. Say what you do about it.
act-candidate-under-review = Look into a person
act-hint-candidate-under-review = Says to everybody that you are looking into it.
act-candidate-possible = Say that a person is possible
act-hint-candidate-possible = Also when somebody was excluded and you think they are possible after all.
act-candidate-excluded = Exclude a person
act-hint-candidate-excluded = It is remembered with the facts known now. If those facts change it is opened again, and you are told.
act-identity-proposed = Say who it is
act-hint-identity-proposed = A colleague has to confirm it before anything follows from it.
act-identity-confirmed = Confirm who it is
act-hint-identity-confirmed = You confirm what a colleague said. Look at what they looked at.
act-identity-refused = Say that it is not them
act-hint-identity-refused = Also when a confirmed identity turned out to be wrong.
act-identity-told = Record who was told
act-hint-identity-told = The family is told in person, before anybody else outside the work.
act-unidentified-closed = Close the record
act-hint-unidentified-closed = Somebody identified is closed once the family was told.

# What stands in the history.

event-features-recorded = Identifying features recorded
event-unidentified-recorded = Recorded as unidentified
event-unidentified-details-changed = Details changed
event-unidentified-photograph-added = Photograph added
event-unidentified-referred = Referred to the national unit
event-candidate-proposed = Possible match found
event-candidate-possible = Held possible
event-candidate-under-review = Being looked into
event-candidate-excluded = Excluded
event-candidate-reopened = Exclusion opened again
event-identity-proposed = Identity proposed
event-identity-confirmed = Identity confirmed
event-identity-refused = Not them
event-identity-told = Somebody was told
event-unidentified-notice-sent = Notice sent
event-unidentified-notice-acknowledged = Notice acknowledged
event-unidentified-closed = Record closed

# What is asked.

field-stature-from-cm = Height: at least, in centimetres
field-stature-to-cm = Height: at most, in centimetres
field-hint-stature-to-cm = Leave empty if it was measured or is known exactly.
field-build = Build
field-hair = Colour of hair
field-hair-length = Length of hair
field-hair-detail = Style, dye, beard
field-eyes = Colour of eyes
field-marks = Marks: tattoos, scars, operations
field-hint-marks = One on each line, in plain words. Say what it is, where, and on which side: “Tattoo of a swallow, left forearm”.
field-marks-listing = How complete is that list?
field-teeth = Teeth
field-unidentified-recorded-kind = What was found
field-unidentified-details-changed-kind = What was found
field-found-at = When found
field-found-to = How exactly is that known?
field-found-where = Where found
field-postcode = Postcode of that place
field-hint-postcode = The first half is enough.
field-unidentified-recorded-setting = In what kind of place
field-unidentified-details-changed-setting = In what kind of place
field-age-from = Age: at least, in years
field-age-to = Age: at most, in years
field-ancestry = Ancestry, as recorded
field-hint-ancestry = Only what somebody has recorded, and who did. It is never guessed.
field-jewellery = Jewellery
field-effects = Belongings
field-dental = Dental chart
field-dna = DNA
field-fingerprints = Fingerprints
field-unidentified-recorded-condition = State of the body
field-unidentified-details-changed-condition = State of the body
field-dead-for-at-least-days = Dead for at least, in days when found
field-dead-for-at-most-days = Dead for at most, in days when found
field-hint-dead-for-at-most-days = Only an estimate that somebody made. Leave both empty for a living person.
field-now-at = Where they are now
field-unidentified-recorded-reference = Reference of the hospital or coroner
field-unidentified-details-changed-reference = Reference of the hospital or coroner
field-unidentified-referred-reference = Reference of the national unit
field-person = Who
field-candidate-excluded-how = How is that known?
field-identity-proposed-how = How is that known?
field-candidate-excluded-note = What was found
field-candidate-possible-note = Why
field-candidate-under-review-note = What you are doing
field-identity-proposed-note = What it rests on
field-identity-confirmed-note = What you looked at
field-identity-confirmed-of = Which identity
field-identity-refused-of = Which identity
field-unidentified-notice-acknowledged-of = Which notice
field-unidentified-notice-acknowledged-note = What you do about it
field-audience = Who was told
field-whom = Their name, and what they are to the person
refusal-identity-confirmed-offer-answered = Somebody has confirmed or refused this already. Look at the record again.
refusal-identity-refused-offer-answered = Somebody has said already that it is not them. Look at the record again.
field-identity-told-how = By whom and how
field-unidentified-closed-outcome = How it ended
field-unidentified-closed-summary = What there is to say of it

# What can be chosen.

unidentified-kind-living-person = A living person who cannot say who they are
unidentified-kind-body = A body
unidentified-kind-remains = Remains
found-to-time = To the minute
found-to-day = To the day
found-to-month = To the month
found-to-year = To the year
found-setting-indoors = In a building
found-setting-land = On or under the ground
found-setting-still-water = A lake, pond or canal
found-setting-river = A river or its bank
found-setting-sea = The sea or its shore
body-condition-fresh = Hardly changed
body-condition-early = Beginning to change
body-condition-advanced = Far changed
body-condition-skeletal = Bones
body-condition-burnt = Burnt
identified-by-dental = Teeth
identified-by-dna = DNA
identified-by-fingerprints = Fingerprints
identified-by-visual = Somebody who knows them looked
identified-by-circumstances = Circumstances
told-audience-family = The family
told-audience-carers = Carers
told-audience-coroner = The coroner
told-audience-agency = Another agency
unidentified-outcome-identified = We know who they are
unidentified-outcome-identified-elsewhere = They are somebody without a record here
unidentified-outcome-recorded-by-mistake = Recorded by mistake, or twice
build-slim = Slim
build-medium = Medium
build-stocky = Stocky
build-heavy = Heavy
hair-colour-black = Black
hair-colour-dark-brown = Dark brown
hair-colour-brown = Brown
hair-colour-light-brown = Light brown
hair-colour-blond = Fair or blond
hair-colour-red = Red or auburn
hair-colour-grey = Grey
hair-colour-white = White
hair-colour-unnatural = Dyed an unnatural colour
hair-length-none = Bald or shaven
hair-length-short = Short
hair-length-medium = To the shoulders
hair-length-long = Long
eye-colour-blue = Blue
eye-colour-grey = Grey
eye-colour-green = Green
eye-colour-hazel = Hazel
eye-colour-brown = Brown
marks-listing-partial = What came to mind, or could be seen
marks-listing-complete = Looked or asked for from head to foot

# Why something is not recorded.

refusal-no-such-range = { $field }: the least is more than the most, or nobody can have it.
refusal-then-no-such-range = Check both numbers.
refusal-found-ahead = That would be later than now.
refusal-then-found-ahead = Check the date and time at which they were found.
refusal-lives-still = A living person has no state of the body and no time since death.
refusal-then-lives-still = Empty those answers, or change what was found.
unidentified-version-missing = What was sent does not say what you had seen, so nothing was recorded. Read the record again, then send this once more.
unidentified-identified-hidden = Two reviewers have said who this is. It is somebody whose record you may not see.
unidentified-proposed-hidden = A reviewer has said who this is. Who that is, others read once a second reviewer has confirmed it, if they may see that person’s record.
refusal-excluded-before = This person was excluded, and that stands.
refusal-then-excluded-before = If you think otherwise, say first that they are possible, and why.
refusal-identity-open = A colleague has said who it is, and a second reviewer has to look first.
refusal-then-identity-open = Confirm it or say that it is not them.
refusal-already-identified = It is known who it is.
refusal-then-already-identified = If that is wrong, say first that it is not them.
refusal-identified-elsewhere = Two reviewers have already said that this person is { $reference }, and nobody is found twice.
refusal-then-identified-elsewhere = If that is wrong, say at { $reference } first that it is not them.
refusal-identity-open-elsewhere = A reviewer has said that this person is { $reference }, and a second reviewer has to look at that first.
refusal-then-identity-open-elsewhere = If that is wrong, have it said at { $reference } first that it is not them.
refusal-not-identified = It is not yet known who it is.
refusal-then-not-identified = Two reviewers have to say so first.
refusal-same-reviewer = You said who it is yourself, and nobody confirms alone.
refusal-then-same-reviewer = Ask a colleague to look at it.
refusal-family-not-told = Nobody has recorded that the family was told.
refusal-then-family-not-told = Record who told them, and how, before closing.

# The queue, and the page of a record.

unidentified-title = Unidentified people and bodies
unidentified-new = Record somebody unidentified
unidentified-new-hint = A living person who cannot say who they are, a body, or remains. Say what was found, when and where; everything else can follow.
unidentified-new-save = Record
unidentified-save = Record
unidentified-none = There are none.
unidentified-caption = Records, the one found last first
unidentified-next-page = Next page
unidentified-mine = Only those of my force
unidentified-all-forces = Those of every force
unidentified-show-closed = Show closed ones too
unidentified-leave-closed = Leave closed ones out
unidentified-column-who = Record
unidentified-column-found = Found
unidentified-column-standing = Who it is
unidentified-column-candidates = Matches to decide
unidentified-column-referral = National unit
unidentified-column-agency = Recorded by
unidentified-column-person = Person
unidentified-column-chance = How it compares
unidentified-column-act = What you can do
unidentified-overdue = Overdue
unidentified-nothing-owed = Nothing owed
unidentified-standing-unknown = Not known
unidentified-standing-identity-proposed = To be confirmed
unidentified-standing-identified = Identified
unidentified-standing-closed = Closed
unidentified-record-title = Unidentified { $reference }
unidentified-back = Back to { $reference }
unidentified-meanwhile = Somebody else recorded something on this meanwhile. Read it; if yours still holds, record it again.
unidentified-meanwhile-entry = { $event }, { $when }, { $by }
unidentified-identity-proposed = A colleague says who it is
unidentified-said-by = { $by }, { $when }. Known by: { $how }.
unidentified-ask-a-colleague = You said this yourself. A colleague has to look at it and confirm it.
unidentified-identified = Identified
unidentified-search-goes-on = The search for this person goes on until it is recorded on their case that they were found.
unidentified-record-found = Record on the case that they were found
unidentified-record-found-dead = Record on the case that they were found dead
unidentified-nobody-told = Nobody has recorded that the family was told.
unidentified-told = { $audience }: { $whom }, { $when }. { $how }
unidentified-was-wrong = This turned out to be wrong
unidentified-referral = National unit
unidentified-refer-by = To be referred by
unidentified-referral-source = Whoever is still unidentified 48 hours after they were found is referred to the national unit for missing people.
unidentified-referred-at = Referred { $when }.
unidentified-possible = Who it could be
unidentified-possible-hint = { $count ->
    [one] Worked out now against one missing person. It shows where to look; it proves nothing.
   *[other] Worked out now against { $count } missing people. It shows where to look; it proves nothing.
}
unidentified-comparing = Being compared now with everybody who is missing. This takes some seconds, and this page changes when it is done.
unidentified-none-to-see = There is nobody missing whose case you may see, so nobody is compared for you here. Those who recorded this may see more.
unidentified-some-hidden = Some people were named whose cases you may not see. They are left out here.
unidentified-who-decides = Who it could be is shown to those who decide on it: supervisors, investigating officers and the missing persons unit.
unidentified-looked-at = Who was looked at
unidentified-likeliest = { $count ->
    [one] The likeliest of them, though not likely enough
   *[other] The { $count } likeliest of them, though none is likely enough
}
unidentified-possible-none = Nobody has been named, and nobody missing is likely enough to be proposed.
unidentified-others = { $count ->
    [one] One more, the likeliest of the rest
   *[other] { $count } more, the likeliest first
}
unidentified-dates-exclude = { $count ->
    [one] One missing person was last seen after the finding, and cannot be them.
   *[other] { $count } missing people were last seen after the finding, and cannot be them.
}
unidentified-decision = { $event }: { $by }, { $when }
unidentified-known = What is known
unidentified-recorded-by = Recorded by { $agency }
unidentified-history = What was recorded
unidentified-safewell = Safewell
unidentified-corrected = Corrected by { $by }: { $reason }
unidentified-correct = Correct
unidentified-notice-overdue = Nobody has referred them to the national unit in time.
unidentified-notice-identified = Two reviewers have said that { $reference } is { $name }. Record on the case that they were found; until then the search goes on.
unidentified-notice-refused = { $reference } is not { $name } after all. If { $name } is not found otherwise, the search goes on.
unidentified-case-identified = Two reviewers have said that { $name } is { $reference }.
unidentified-to-the-case = Open the case
unidentified-somebody = somebody
unidentified-while-merged = This was decided while two records of missing people were merged. They have been separated since: look whether it is still them.
unidentified-notices = About unidentified people
unidentified-notice-reopened-somebody = You excluded that { $reference } is { $name }. What is known has changed since: look again.
unidentified-referrals = To refer to the national unit
unidentified-notice-reopened = You excluded { $name }. What is known has changed since: look again.
candidate-standing-proposed = Possible match found
candidate-standing-possible = Held possible
candidate-standing-under-review = Being looked into
candidate-standing-excluded = Excluded
candidate-standing-reopened = Excluded before; facts have changed
candidate-standing-identity-proposed = To be confirmed
candidate-standing-identified = Identified
match-feature-dates = Dates
match-feature-age = Age
match-feature-sex = Sex
match-feature-place = Place
match-feature-stature = Height
match-feature-weight = Weight or build
match-feature-hair-colour = Colour of hair
match-feature-hair-length = Length of hair
match-feature-facial-hair = Beard
match-feature-eyes = Eyes
match-feature-ancestry = Ancestry as recorded
match-feature-marks = Marks
match-feature-effects = Clothing and belongings
match-feature-available = What a laboratory could compare

# Taken over from a spreadsheet.

import-title = Record people from a spreadsheet
import-link = Record several from a spreadsheet
import-hint = For records kept in another system: a row for each living person, body or remains. You see how every row was understood before anything is recorded.
import-file = CSV file
import-file-hint = Save the sheet as CSV. At most 500 rows and 1 MB. The first line names the columns.
import-sample = Download a sample with every column
import-look = See what would be recorded
import-how = What a sheet needs
import-how-needed = Columns for what was found, when, where, and the reference of the other system. The reference tells a record that is here already: the same sheet sent twice records nothing twice, and changes nothing.
import-how-dates = Dates as 14/03/2026 or 2026-03-14, with a time or without; 2026-03 where only the month is known, 2026 where only the year is.
import-how-ranges = Ages and heights as ranges: 35-50. What nobody knows stays empty, or says “unknown”.
import-preview-title = What would be recorded
import-result-title = What was recorded
import-back = Choose another file
import-columns = How the columns were understood
import-column-heading = Column
import-column-taken-for = Taken for
import-column-not-taken = Not understood, and left out
import-columns-left = { $count ->
    [one] One column was not understood and is left out.
   *[other] { $count } columns were not understood and are left out.
}
import-column-found-on = When found, as far as it is known
import-column-found-time = Time of day when found
import-column-age = Age: at least and at most, in years
import-column-height = Height: at least and at most, in centimetres
import-column-dead-for = Dead for at least and at most, in days when found
import-column-national-reference = Reference of the national unit: they are referred already
import-new = { $count ->
    [0] Nothing can be recorded
    [one] One record can be made
   *[other] { $count } records can be made
}
import-made = { $count ->
    [0] Nothing was recorded
    [one] One record was made
   *[other] { $count } records were made
}
import-there = { $count ->
    [one] One row is on record already, and stays as it is
   *[other] { $count } rows are on record already, and stay as they are
}
import-wrong = { $count ->
    [one] One row has a problem and is not recorded
   *[other] { $count } rows have problems and are not recorded
}
import-line = Line
import-reference = Reference
import-problem = Problem, and what to do
import-record = As it would be recorded
import-all-of-it = All of it
import-the-record = Record
import-left-over = Download the rows with problems
import-left-over-hint = The same columns and one more that says what is wrong. Put it right there and send that file.
import-confirm = { $count ->
    [one] Record it
   *[other] Record these { $count }
}
import-wrong-nothing = Choose a CSV file.
import-wrong-too-large = The file is larger than 1 MB. Split it into several files.
import-wrong-not-text = This is a workbook or no text. Open it in the spreadsheet and save the sheet as CSV.
import-wrong-not-csv = No columns were found. The first line must name them; save the sheet as CSV again.
import-wrong-repeated-column = Two columns are called “{ $column }”. Rename one of them.
import-wrong-no-rows = There is no row below the heading.
import-wrong-too-many-rows = The file has { $rows } rows; at most { $most } are taken at once. Split it into several files.
import-wrong-no-column = No column says: { $columns }. Add it, or rename the column that does. The sample shows the names.
import-row-cells = This row has { $found } cells and the heading { $expected }. Is a comma inside a cell not in quotation marks?
import-row-same-as-line = Line { $line } has the same reference. Give each record its own.
import-row-not-a-date = “{ $cell }” is no date here. Write 14/03/2026, 2026-03-14, 2026-03 for a month, or 2026 for a year.
import-row-time-without-day = A time is only known of a day, as 14:05. Write the whole date, or leave the time out.
import-row-not-offered = “{ $cell }” is none of: { $offered }.
import-row-not-a-range = “{ $cell }” is no range. Write 35-50, or 35 if it is known exactly.

# Photographs.

unidentified-photographs-covered = { $count ->
    [one] A photograph of somebody dead. It is shown only when you ask for it.
   *[other] { $count } photographs of somebody dead. They are shown only when you ask for them.
}
unidentified-photographs-show = Show them
unidentified-photographs-look = { $count ->
    [one] Look at the photograph of somebody dead
   *[other] Look at the { $count } photographs of somebody dead
}
unidentified-photographs-all = All { $count } photographs
unidentified-photographs-of-missing = All photographs of the missing person

# How somebody's looks are read out of what was recorded of them.
looks-read-title = How their looks are read when people who were found are compared
looks-marks-read-title = How the marks are read when people are compared
looks-read-hint = The words stay as they were typed. Where they are read wrongly, record them in other words.
looks-not-read = Neither recorded nor read from the description: { $what }
looks-mark-read = Read as: { $read }
looks-mark-read-partly = Read as: { $read }. Not understood: { $lacking }
looks-mark-not-read = Not understood: { $lacking }
looks-what-it-is = what it is
looks-where-it-is = where on the body it is
mark-kind-tattoo = tattoo
mark-kind-scar = scar
mark-kind-birthmark = birthmark
mark-kind-piercing = piercing
mark-kind-surgery = trace of an operation
mark-kind-implant = implant
mark-kind-amputation = amputation
mark-kind-bone = healed or changed bone
mark-kind-teeth = teeth
mark-kind-other = another mark
body-part-head = head
body-part-face = face
body-part-ear = ear
body-part-nose = nose
body-part-mouth = mouth
body-part-neck = neck
body-part-shoulder = shoulder
body-part-chest = chest
body-part-back = back
body-part-abdomen = abdomen
body-part-hip = hip
body-part-arm = arm
body-part-upper-arm = upper arm
body-part-forearm = forearm
body-part-wrist = wrist
body-part-hand = hand
body-part-leg = leg
body-part-thigh = thigh
body-part-knee = knee
body-part-lower-leg = lower leg
body-part-ankle = ankle
body-part-foot = foot
mark-side-left = left
mark-side-right = right
mark-side-both = both sides
mark-side-middle = middle
