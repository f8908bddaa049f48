//! The words that scripts show. They come with the page, from the catalogue.

use maud::{Markup, PreEscaped, html};

use crate::catalogue::t;

/// The words that the script shows, as data: it has no words of its own.
pub(super) fn script_words() -> Markup {
    let words = serde_json::json!({
        "now": t!("moment-now"),
        "connectionLost": t!("script-connection-lost"),
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
        "keysNext": t!("script-keys-next"),
        "keysPrevious": t!("script-keys-previous"),
        "keysOpen": t!("script-keys-open"),
        "keysSearch": t!("script-keys-search"),
        "keysNew": t!("script-keys-new"),
        "keysChanges": t!("script-keys-changes"),
        "keysFilter": t!("script-keys-filter"),
        "keysBoard": t!("script-keys-board"),
        "keysWork": t!("script-keys-work"),
        "keysMessages": t!("script-keys-messages"),
        "keysTasks": t!("script-keys-tasks"),
        "keysHandover": t!("script-keys-handover"),
        "keysPeople": t!("script-keys-people"),
        "keysNotHere": t!("script-keys-not-here"),
        "keysHelp": t!("script-keys-help"),
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
