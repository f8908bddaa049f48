# Tasks and enquiries, what came in, what high risk asks for, disagreements.

tasks-title = Tasks and enquiries
tasks-none-open = No task is open.
tasks-done = { $count ->
    [one] 1 task with its result
   *[other] { $count } tasks with their results
}
tasks-give = Give the ticked tasks to…
tasks-all = All tasks
task-enter-result = Enter the result
task-no-time = no time was set: due when the risk is looked at again
task-set-by = set by
task-of-list = from a task list
task-within = within { $within }
task-is-set = Set already
task-listed = { $title } ({ $owner }, within { $within })
task-listed-set = { $task } – set already
task-lists-title = Task lists
task-lists-lead = What is usually to be done for somebody like this. Choose a list, leave out what does not fit, and say who is to do it.
task-lists-suggested = For this person
task-lists-other = Other lists
task-lists-tasks = { $count ->
    [one] 1 task
   *[other] { $count } tasks
}
task-lists-choose = Choose tasks
act-task-list-used = Use a task list
act-hint-task-list-used = Every ticked task is set at once. Leave out what does not fit.
event-task-list-used = Tasks set
field-list = Which list
field-task-list-used-owner = Give all of them to
field-hint-task-list-used-owner = Leave this empty and each goes to the role that the list names.
owner-person = { $name }, { $role }, { $agency }
owner-named = { $name }, { $role }

field-origin = Where it came from
origin-public = The public
origin-family-or-friend = Family or a friend
origin-helpline = A helpline
origin-partner = Another agency
origin-police = Police
origin-published = Press or internet

information-title = Sightings and information
information-all = Sightings and information
information-none = Nothing has come in yet.
information-none-then = Nothing had come in by then.
information-seen-at = Seen
sighting-last = { $place }, seen { $time }
information-source = Source:
information-entered-by = entered by
information-reliability = Reliability:
information-source-not-graded = Source not graded
information-content-not-graded = How they know is not recorded
information-grade = Grade this information
information-grade-reason = Why
information-grade-reason-usual = Information graded.
information-grade-button = Record the grading
information-task = For the task:
information-followed = The risk was looked at again:
information-nobody-looked = Nobody has looked at the risk since.
information-nobody-had-looked = Nobody had looked at the risk by then.
information-significant = Significant
information-look-due = Due
information-look-was-due = It was due
information-look-again = Look at the risk again
information-since-graded = { $count ->
    [one] Significant information came in and nobody has looked at the risk since.
   *[other] { $count } pieces of significant information came in and nobody has looked at the risk since.
}

investigation-review-owed = The first investigation is not reviewed yet.

high-risk-open = High risk: { $count } still to do
high-risk-done = Done ({ $count })
high-risk-all-done = High risk: everything is done

disagreements = Disagreements about the grade
disagreement-holds = They hold this grade to be right:
disagreement-until = until { $time }
disagreement-after-that = after that
disagreement-here = decides now
disagreement-outcome = How it was resolved:
disagreement-resolved-fold = Resolved: raised { $time }
risk-as-known-then = The case as it was known then
