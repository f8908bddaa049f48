# Signing in.

sign-in = Sign in
sign-in-username = User name
sign-in-password = Password
sign-in-help = If you cannot sign in, ask the Safewell administrator of your agency. Do not wait with an emergency: call 999.
sign-in-nothing-typed = Enter your user name and your password
sign-in-wrong = The user name or the password is not right
sign-in-too-often = That was tried too often. Try again after { $time }
sign-in-unavailable = Nobody can sign in at the moment, because the database does not answer. Try again in a minute

## What had been typed when the session ended

kept-sign-in = Nothing that you typed is lost. Sign in, and it is sent for you.
kept-sign-in-and-send = Sign in and send
kept-send = Nothing that you typed is lost. You can send it again.
kept-signed-in-as = You are now signed in as { $name }. Send it as { $name }? Read first what would be sent.
kept-send-as = Send it as { $name }
kept-send-again = Send it again
kept-go-back = Nothing that you typed is lost. Go back in your browser and send it again in a minute.
kept-what = What you typed
