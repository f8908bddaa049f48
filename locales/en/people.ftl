# People: search.

people-name = Name
people-name-hint = Any part of it, in any spelling; an age or a town helps: elie boyer 14 corby. What is typed here is not kept.
people-search = Search
people-found =
    { $count ->
        [0] Nobody found
        [one] 1 person found
       *[other] { $count } people found
    }
people-none-next = Try fewer letters or another spelling. Records that your agency may not see are not searched.
