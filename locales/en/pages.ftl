# Words that several pages share.

name-not-known = Name not known
age-exact = { $age }
age-range = { $from } to { $to }
age-from = { $from } or older
age-not-known = age not known
grade-none-yet = Not graded
standing-missing = Missing
standing-return-reported = Return not confirmed
standing-ended = Ended
standing-closed = Closed
