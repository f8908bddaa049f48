# Problems: what happened, and what to do next.

problem-emergency = If somebody is in immediate danger, do not wait for this service: call 999.
problem-reference = Reference to give when you report this:

problem-not-found = Page not found
problem-not-found-advice = There is nothing at this address, or it is not shown to you. If you typed the address, check it. If a link brought you here, go back and look for the person or the case by name.
problem-denied = You cannot do this
problem-denied-advice = You are signed in, but the access rules do not let you do this. Nothing was changed.
denied-asked-for = What was asked for
denied-rule = Rule
denied-no-rule-permits = No rule lets the role “{ $role }” do this here
denied-whom-to-ask = Whom to ask
denied-ask = Your supervisor, or the Safewell administrator of { $agency }. If it cannot wait, telephone the force that leads the case.
problem-refused = This cannot be recorded
problem-refused-otherwise = The rules of the work do not allow it as it was entered. Nothing was saved. Go back, check what you entered, and send it again.
problem-clash = Somebody else has changed this
problem-clash-advice = While you were looking at it, somebody else recorded something on the same matter. Nothing of yours was saved yet. Go back, look at what changed, and decide.
problem-key-used-before = This form was sent before
problem-key-used-before-advice = The same form was already recorded with other answers. Look at the case to see what was saved. To record something else, open the form anew.
problem-session-lost = Sign in again
problem-session-lost-advice = Your session has ended.
problem-other-session = This page is from an earlier session
problem-other-session-advice = You have signed in again since this page was opened, perhaps in another window. Check that it is still what you want to send.
problem-other-site = This was not sent from Safewell
problem-other-site-advice = Another site asked your browser to send this, so nothing was changed. If you did not expect that, tell your Safewell administrator.
problem-too-large = This is too much text
problem-too-large-advice = More was sent than can be saved at once, so nothing was saved. Go back in your browser, shorten the text, and send it again.
problem-unreadable = This address cannot be read
problem-unreadable-advice = A part of the address is damaged. If a link brought you here, go back and look for the person or the case by name.
problem-wrong-method = This page cannot be opened in this way
problem-wrong-method-advice = Go back and use the buttons of the page.
problem-unavailable = Nothing was saved
problem-unavailable-advice = The database does not answer at the moment. The service goes on by itself as soon as it does. Try again in a minute; until then write down what cannot wait, with the time.
problem-took-too-long = This took too long
problem-took-too-long-advice = The service did not finish in time. Look at the case before you send it again: it may have been saved. If you do send it again, it is recorded only once.
problem-fault = Something went wrong
problem-fault-advice = This is a fault of Safewell and not of yours. Try again. If it happens again, tell your Safewell administrator and give the reference.
