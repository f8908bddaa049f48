# New report: taking a call.

report-step-call = The call
report-step-people = Who is missing
report-step-circumstances = What happened
report-step-concerns = Concerns
report-step-check = Check and send
report-never-wait = A name or description and what happened are enough to open a case. Nobody has to wait. If somebody is in immediate danger, send help first.
report-go-on = Go on with the questions
report-open-now = Open the case now
report-continue = Save and continue
report-another-person = Save and add another person
report-send = Open the case
report-send-other = Record the call
report-unanswered = Unanswered ({ $count })
report-all-answered = Everything is answered.
report-not-answered = Not answered
report-not-enough = The case can be opened as soon as the name of the person and what happened are there. If nobody is missing, choose what kind of matter it is and say why.
report-enough = This is enough to open the case. What is unanswered stays listed on it.
report-time-ahead = { $field }: this lies ahead. Check the date and time
report-sent-before = This form was sent before
report-sent-before-opened = It opened:
report-sent-before-body = What you typed since is not in it, and stands here. If it is about the same person, open the case and add it there. If it is about somebody else, begin a new report with it.
report-begin-with-these = Begin a new report with these words
report-clash = This report was saved in another window
report-clash-body = The answers that differ are listed here as they were saved there. Below stands what you typed. Take over what you want to keep, then save: what stands below then holds.
report-discard = Discard this report
report-discard-body = Everything that was typed in this report is removed. No case is opened.
report-drafts-older = { $count ->
    [one] All drafts: 1 more
   *[other] All drafts: { $count } more
}
report-drafts =
    { $count ->
        [one] 1 report begun and not sent
       *[other] { $count } reports begun and not sent
    }
report-draft-saved = saved
report-nobody-named = Nobody named yet
report-sent = Report recorded
report-sent-count =
    { $count ->
        [0] No case was opened. The call is on record.
        [one] 1 case was opened
       *[other] { $count } cases were opened
    }
report-on-record = on record
report-from-record = These answers come from the record. Change what the caller says is different.
report-this-person = this person
report-people-of-the-call = People of this call:
report-search = Search the records
report-field-name = Name of the missing person
report-field-class = What kind of matter is it?
report-field-class-reason = Why this kind
report-field-reported-at = When police were told
report-field-reporter-view = What the caller thinks has happened
report-field-contacts = Next of kin or carer
report-hint-name = As much as you have. People on record with a name like it are listed as you type.
report-hint-circumstances = In the caller’s words. This and the name are enough to open the case.
report-hint-checks-made = Anything else that was tried. Do not delay the report for it.
report-hint-carrying = Bag, money, telephone, passport, medication.
report-hint-likely-places = Friends, family, places they like, places they talked about.
report-class-reason-hint = Needed if nobody is missing. Otherwise say it where the caller sees it differently.
report-reported-at-hint = Now, unless the call was taken earlier.
report-missing-since-hint = Local time, as near as the caller can say. For example 21 11 2026, 14:05.
report-missing-since-not-known = Nobody knows
report-abduction = An abduction is a crime in action. Tell the duty supervisor at once and do not wait for this form.
report-birth = Date of birth
report-birth-hint = For example 27 3 2011. The year alone will do.
report-age = Or the age
report-age-hint = As the caller says it: 15, nearly sixteen, under 18, about 80, 2011, 14/3/2010.
report-birth-understood = Understood: born { $born }, age { $age }.
report-age-understood = Understood: age { $age }.
report-birth-not-understood = “{ $said }” is not understood. It is kept as it is; put it right when you can.
report-care = Is the person in care?
report-markers = What bears on the risk
report-markers-hint = Only what the caller has told you of. The caller is kept as the source.
report-contact-name = Their name
report-contact-relation = What they are to the person
report-contact-reach = How to reach them

## Kinds of matter

incident-class-missing = Missing
incident-class-hint-missing = Nobody can say where the person is.
incident-class-whereabouts-known = Whereabouts known
incident-class-hint-whereabouts-known = It is known where the person is. They may still need protection.
incident-class-concern-for-welfare = Concern for welfare
incident-class-hint-concern-for-welfare = Somebody worries about a person who is where they are expected. If they are not there, it is “Missing”.
incident-class-wanted-and-missing = Wanted, and missing
incident-class-absconded = Absconded from custody
incident-class-absent-without-leave = Absent without leave from hospital
incident-class-abduction = Abduction
incident-class-hint-abduction = Taken or kept by somebody. A crime in action.
incident-class-tracing-relative = Looking for a relative after contact was lost
incident-class-school-absence = Not at school
incident-class-hint-school-absence = The school or the education welfare service follows it up, unless there is more to it.
incident-class-late-home = Late home
incident-class-hint-late-home = Expected back at any time, and nothing gives cause for fear.

## Search

search-nobody = Nobody on record has a name like that.
search-missing-now = Missing now
search-open-case = Open the case
search-take = Take this record
search-born = Born { $date }
search-lives = Lives at { $address }
search-placed = Placed: { $address }
search-placed-elsewhere = Placed: { $address } ({ $authority })
search-worker = Social worker { $name }
search-missing-since = Missing since { $time }
search-missing-before =
    { $count ->
        [0] No time missing before that you may see
        [one] Missing once before
       *[other] Missing { $count } times before
    }
search-why-name = same name
search-why-part-of-name = part of the name
search-why-spelt-nearly = spelt nearly: { $typed } – { $name }
search-why-sounds-alike = sounds alike: { $typed } – { $name }
search-why-nickname = short form: { $typed } – { $name }
search-why-written-otherwise = written otherwise: { $typed } – { $name }
search-why-initial = initial: { $typed } – { $name }
search-why-known-as = known as { $name }
search-why-no-fit = { $typed }: not in the name
search-why-order = names in another order
search-why-age = the age fits
search-why-age-nearly = nearly that age
search-why-place = place fits: { $place }
