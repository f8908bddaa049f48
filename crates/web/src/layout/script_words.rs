//! The words that scripts show. They come with the page, from the catalogue.

use maud::{Markup, PreEscaped, html};

use super::keys::KEYS;
use crate::catalogue::t;

/// The words that the script shows, as data: it has no words of its own.
pub(super) fn script_words() -> Markup {
    let keys: Vec<_> = KEYS.iter().map(|key| (key.pressed, (key.does)(), key.leads_to)).collect();
    let words = serde_json::json!({
        "keys": keys,
        "numbers": [["999", t!("home-number-999")], ["101", t!("home-number-101")]],
        "now": t!("moment-now"),
        "connectionLost": t!("script-connection-lost"),
        "notSent": t!("script-not-sent"),
        "changesOne": t!("script-changes-one"),
        "changesOther": t!("script-changes-other"),
        "changesNew": t!("script-changes-new", "what" => "{what}"),
        "keptOffer": t!("script-kept-offer"),
        "keptRestore": t!("script-kept-restore"),
        "keptDiscard": t!("script-kept-discard"),
        "searchNone": t!("script-search-none"),
        "searchFoundOne": t!("script-search-found-one"),
        "searchFoundOther": t!("script-search-found-other"),
        "searchFailed": t!("script-search-failed"),
        "keysTitle": t!("script-keys-title"),
        "keysNotHere": t!("script-keys-not-here"),
        "keysClose": t!("script-keys-close"),
        "ahead": t!("moment-ahead", "time" => "{time}"),
        "overdue": t!("moment-overdue", "time" => "{time}"),
        "underAMinute": t!("span-under-a-minute"),
        "minute": t!("span-minutes", "count" => 1),
        "minutes": t!("script-minutes"),
        "hour": t!("span-hours", "count" => 1),
        "hours": t!("script-hours"),
        "day": t!("span-days", "count" => 1),
        "days": t!("script-days"),
    });
    // A closing tag inside a string would end the element early.
    let data = words.to_string().replace('<', "\\u003c");
    html! { script type="application/json" id="script-words" { (PreEscaped(data)) } }
}
