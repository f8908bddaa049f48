# Words that every page shares: the shell, the components, dates and times, problems.
# A message id says where the words stand; a message that no code uses fails the tests.

## Product and shell

product-name = Safewell
page-title = { $title } – Safewell
page-title-error = Error: { $title } – Safewell
skip-to-content = Skip to main content
service-information = Service information
menu = Menu
before-content = Where you are
nav-my-work = My work
nav-missing-now = Missing now
nav-new-report = New report
nav-people = People
sign-out = Sign out
signed-in-as = Signed in: { $name }, { $role }, { $agency }
marking-official-sensitive = OFFICIAL-SENSITIVE
marking-advice = Share only with those who need it to find or protect this person
read-log-set-aside = Nothing can be saved at the moment.
read-log-set-aside-advice = You can go on reading. What you read is noted in a file and logged as soon as the database answers again.
footer-purpose = Safewell helps agencies find missing people and keep them safe.
footer-emergency = If someone is in immediate danger, call 999.
footer-keyboard = Keyboard: press ? or read the list of keys

## Words of the components

back = Back
breadcrumb = Breadcrumb
error-prefix = Error
error-summary-title = There is a problem
warning = Warning
success = Success
important = Important
contents = Contents
pagination = Pagination
pagination-page = Page { $number }
pagination-previous = Previous
pagination-next = Next
pagination-suffix = { "" } page
date-day = Day
date-month = Month
date-year = Year
password-show = Show
password-show-label = Show password
character-limit = You can enter up to { $count } characters
word-limit = You can enter up to { $count } words
change = Change
time-hour-and-minute = Time, for example 14:05
timeline-by = by
dismiss = Dismiss
alert-information = information
alert-success = success
alert-warning = warning
alert-error = error
sub-navigation-label = Secondary navigation region
filter-apply = Apply filters
filter-clear = Clear filters
filter-selected = Selected filters
filter-remove = Remove this filter

## Dates and times

moment-now = now
moment-ahead = in { $time }
moment-overdue = { $time } overdue
moment-day-and-time = { $day }, { $time }
moment-day-with-year = { $day } { $year }
moment-time-with-zone = { $time } { $zone }
moment-weekday-and-day = { $weekday } { $day } { $month }
moment-date = { $day } { $month } { $year }
span-under-a-minute = less than a minute
span-minutes =
    { $count ->
        [one] { $count } minute
       *[other] { $count } minutes
    }
span-hours =
    { $count ->
        [one] { $count } hour
       *[other] { $count } hours
    }
span-days =
    { $count ->
        [one] { $count } day
       *[other] { $count } days
    }
weekday-monday = Mon
weekday-tuesday = Tue
weekday-wednesday = Wed
weekday-thursday = Thu
weekday-friday = Fri
weekday-saturday = Sat
weekday-sunday = Sun
month-short-1 = Jan
month-short-2 = Feb
month-short-3 = Mar
month-short-4 = Apr
month-short-5 = May
month-short-6 = Jun
month-short-7 = Jul
month-short-8 = Aug
month-short-9 = Sept
month-short-10 = Oct
month-short-11 = Nov
month-short-12 = Dec
month-long-1 = January
month-long-2 = February
month-long-3 = March
month-long-4 = April
month-long-5 = May
month-long-6 = June
month-long-7 = July
month-long-8 = August
month-long-9 = September
month-long-10 = October
month-long-11 = November
month-long-12 = December

## Words of the scripts (everything works without them)

script-not-sent = Not sent yet: no connection at { "{time}" }. It is kept on this page and sent once there is a connection. Leave the page open. If it cannot wait, ring 101 now; in danger ring 999.
script-connection-lost = Connection lost. Last updated { "{time}" }. This page will catch up when the connection returns.
script-changes-one = 1 change – show
script-changes-new = New: { $what }.
script-changes-other = { "{count}" } changes – show
script-kept-offer = Text that you typed here earlier was not saved.
script-kept-restore = Put it back
script-kept-discard = Discard it
script-search-none = Nobody found by that name
script-search-found-one = 1 person found
script-search-found-other = { "{count}" } people found
script-search-failed = The search is not answering. You can go on without it.
script-keys-title = Keys
script-keys-next = Next row
script-keys-previous = Previous row
script-keys-open = Open the row
script-keys-search = Search
script-keys-new = New report
script-keys-emergency = On New report: an emergency, only what opens a case
script-keys-another = Another call, while you type: this one is kept
script-keys-case-to-do = On a case: to do, tasks, messages, history
script-keys-case-known = On a case: record something, what was reported, risk, an earlier moment
script-keys-desk-ways = On a pair of somebody unidentified and somebody missing: the next one, the one before
script-keys-desk-decide = On such a pair: open the form of a decision. Nothing is decided until you have checked it
script-keys-changes = Show the changes that wait
script-keys-filter = Your filters on the board
script-keys-board = Missing now
script-keys-work = My work
script-keys-messages = Messages
script-keys-handover = Handover
script-keys-people = People
script-keys-not-here = There is no way there from this page
script-keys-help = Show or hide this list
script-keys-close = Close
script-minutes = { "{count}" } minutes
script-hours = { "{count}" } hours
script-days = { "{count}" } days
