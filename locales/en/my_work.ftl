# My work.

work-whose = Owed by: { $role }, { $agency }. The most urgent first.
work-overdue-of-ended = Overdue, for people who are back
work-overdue = Overdue
work-within-the-hour = Now and within the hour
work-today = Later today
work-long-overdue = Overdue for more than a day
work-before-the-office = Before the office opens at { $time }
work-tonight = Before the office opens
work-by-the-office = Later, by the office
work-show = Show what can wait for the office
work-by-day-named = { $name }, { $role }
work-by-day-tonight = { $whose }; now: { $who }
work-later = Later
work-not-begun = Not begun yet
work-missing-for = missing for
work-none = Nothing is owed by your role at the moment.
work-none-next = See everyone who is missing now
list-from-the-beginning = From the beginning
