# Photographs of a person.

photograph-of = { $name }. { $taken }.
photograph-taken-unknown = Nobody knows when it was taken
photograph-taken-ago = Taken { $ago }
photograph-taken-day = Taken on { $day }, { $ago }
photograph-taken-month = Taken in { $month }, { $ago }
photograph-taken-year = Taken in { $year }, { $ago }
photograph-years-ago =
    { $count ->
        [one] 1 year ago
       *[other] { $count } years ago
    }
photograph-months-ago =
    { $count ->
        [one] 1 month ago
       *[other] { $count } months ago
    }
photograph-weeks-ago =
    { $count ->
        [one] 1 week ago
       *[other] { $count } weeks ago
    }
photograph-this-week = in the last week
photographs-title = Photographs of { $name }
photographs-link = Photographs
photographs-add-link = Add a photograph
photographs-back = Back to the record
photographs-none = There is no photograph yet.
photograph-none-short = No photograph
photograph-source = From: { $source }
photograph-source-said = From
photograph-taken-said = Likeness
photograph-differs-said = Differs today
photograph-differs = What differs today: { $differs }
photograph-withdraw = Withdraw this photograph
photograph-add = Add a photograph
photograph-file = Photograph
photograph-file-hint = JPEG, PNG or WebP, up to 12 MB. On a telephone you can take one now. Where and with what it was taken is removed.
photograph-taken-when = When was it taken?
photograph-taken-hint = The month or the year is enough. Leave all three empty if nobody knows.
photograph-taken-unreadable = When it was taken must be a real date, a month with a year, or a year of four digits
field-photograph-added-source = Where does it come from?
photograph-source-hint = Who gave or took it, such as “her mother” or “the home, at the summer party”
photograph-differs-asked = What differs today (optional)
photograph-differs-hint = Hair, beard, glasses, weight
photograph-add-button = Add the photograph
photograph-nothing = Choose a photograph
photograph-too-large = The photograph must be smaller than 12 MB. Send it in a smaller size, or take a picture of the screen
photograph-heic = The photograph is in the HEIC format, which cannot be read here. Save it as JPEG: on an iPhone under Settings, Camera, Formats, choose “Most Compatible”, or send it to yourself by e-mail
photograph-other-type = The file must be a photograph in the JPEG, PNG or WebP format
photograph-broken = The photograph is damaged or was cut off on the way. Send it again
photograph-too-many-pixels = The photograph has too many pixels. Send it in a smaller size
photograph-too-small = The photograph must be at least 96 pixels in width and height: nobody could be recognised by it
