# The page of one person, and how people are named on every page.

person-title = { $name }: record
person-unnamed = Name not known
person-age-unknown = not known
person-age-range = { $from } to { $to }
person-child = Child
person-may-be-child = May be a child
person-born-year = { $year } (only the year is known)
person-born-estimated-one = about { $years } years old, as estimated on { $on }
person-born-estimated = about { $from } to { $to } years old, as estimated on { $on }
person-birth-said = “{ $said }”, as it was said
person-status = Status
person-episodes = Times missing
person-episodes-caption =
    { $count ->
        [one] 1 time missing
       *[other] { $count } times missing
    }
person-no-episodes = No time missing is recorded, or none that you may see.
person-episode-reference = Reference
person-episode-since = Missing since
person-episode-lasted = How long
person-record = Record
person-history = History of the record
person-care = Care status
person-uasc = Sought asylum here as a child without an adult
person-reviewing-officer = Reviewing officer
person-worker = Social worker
person-placement = Placement
person-markers = Markers
person-marker-source = Source
person-forms = Forms prepared before going missing
person-form-completed = completed
person-form-none = not completed
person-trigger-plan = Trigger plan: what to do the next time
person-none = None
person-dead = No new report can be taken for this person. Open the case before you ring anybody: it says who has been told.
person-dead-case = Open the case
