// Says before anything is drawn that scripts run, so that nothing jumps. The first thing in the body, and in a file
// of its own, because the content security policy forbids scripts inside a page.
document.documentElement.classList.add("sw-scripted");
document.body.classList.add("js-enabled");
if ("noModule" in HTMLScriptElement.prototype) document.body.classList.add("govuk-frontend-supported");
