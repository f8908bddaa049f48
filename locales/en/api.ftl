# What programs are told of their requests. Engineers read these, often in a log: plain, and what to do next.

api-not-signed-in = Sign in first
api-not-signed-in-advice = Send the token of a session as “Authorization: Bearer …”. A session ends when it is not used for an hour, or after twelve hours; POST /api/v1/sessions begins one.
api-wrong-name-or-password = Wrong name or password
api-wrong-name-or-password-advice = No account has this user name and password. Which of the two is wrong is not said.
api-throttled = Too many attempts
api-throttled-advice = Too many attempts to sign in have failed. The next one is looked at in { $seconds } seconds.
api-not-json = The body is not JSON
api-not-json-advice = Send JSON, and say so: “Content-Type: application/json”.
api-malformed = The body cannot be read
api-malformed-advice = The body is not JSON: reading ended in line { $line }, column { $column }.
api-invalid = Parts of the body are wrong
api-invalid-advice = Nothing was recorded. Each part that is wrong stands in “errors” with its path.
api-query-unreadable = A part of the address is wrong
api-query-unreadable-advice = Nothing was looked for. The part that is wrong stands in “errors”.
api-version-missing = Say which version you saw
api-version-missing-advice = Send the “ETag” of what you read as “If-Match”, so that nothing is overwritten that you have not seen.
api-version-unreadable = “If-Match” names no version
api-version-unreadable-advice = Send one “ETag” as it was given, in its double quotes. “*” and lists are not taken.
api-key-missing = The request has no key
api-key-missing-advice = Send an “Idempotency-Key”: a new one for each act, the same one for each retry. What is sent twice under one key is recorded once.
api-key-unreadable = The key cannot be read
api-key-unreadable-advice = An “Idempotency-Key” has 1 to 128 letters, digits and signs of ASCII, without blanks. A new UUID is a good one.
api-key-used-before = The key belongs to another request
api-key-used-before-advice = Something else was sent under this “Idempotency-Key” before. Nothing was recorded now. Use a new key for a new act.
api-clash-advice = Since the version that you named, somebody else recorded what stands in “since”. Nothing of yours was recorded. Show it to whoever decides; to record theirs as well, send it again with the version of this answer as “If-Match” and a new “Idempotency-Key”.

api-wrong-unknown-field = No such field
api-wrong-type = The value has to be of the type “{ $expected }”
api-wrong-not-readable = The value cannot be read
api-wrong-query = No such name, or not one of the words it takes
api-wrong-place = Not a place in this list: send the “next” of a page as it was given
api-wrong-limit = A whole number from 1 to 200
