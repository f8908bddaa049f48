# My work.

work-whose = Owed by: { $role }, { $agency }. The most urgent first.
work-overdue-of-ended = Overdue, for people who are back
work-overdue = Overdue
work-within-the-hour = Now and within the hour
work-today = Later today
work-later = Later
work-not-begun = Not begun yet
work-missing-for = missing for
work-none = Nothing is owed by your role at the moment.
work-none-next = See everyone who is missing now
list-from-the-beginning = From the beginning
