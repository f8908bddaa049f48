//! The fixtures that a typed component does not express, each by name under the reason why not. One that turns out
//! to be expressed fails the test.

/// A reason, and the fixtures by component.
pub(crate) type Exception = (&'static str, &'static [(&'static str, &'static [&'static str])]);

pub(crate) const EXCEPTIONS: &[Exception] = &[
    (
        "A limit without a number, or a number whose unit is said twice: `characters` and `words` say both.",
        &[(
            "govuk-character-count",
            &[
                "with count type 'length'",
                "with count type 'characters'",
                "with count type 'characters' and value",
                "with count type 'characters' and error message",
                "with count type 'characters' and threshold",
                "with count type 'words'",
                "with count type 'words' and value",
                "with count type 'words' and error message",
                "with count type 'words' and threshold",
                "to configure in JavaScript",
                "with neither maxlength, maxwords nor textarea description set",
            ],
        )],
    ),
    (
        "Other words than the catalogue's: a language changes them for the whole page at once.",
        &[
            (
                "govuk-character-count",
                &[
                    "with custom textarea description",
                    "with neither maxlength nor maxwords set",
                    "with translations",
                ],
            ),
            ("govuk-date-input", &["with translations", "with values, name prefix and custom names"]),
            (
                "govuk-error-message",
                &["translated", "with visually hidden text", "visually hidden text removed"],
            ),
            ("govuk-password-input", &["with translations"]),
            ("govuk-warning-text", &["icon fallback text only"]),
        ],
    ),
    (
        "Raw attributes: an attribute that Safewell uses has a method of its own, so that a misspelt one does not compile.",
        &[
            ("govuk-character-count", &["attributes", "with textarea maxlength attribute"]),
            (
                "govuk-checkboxes",
                &["attributes", "items with attributes", "label with attributes", "fieldset params"],
            ),
            ("govuk-date-input", &["attributes", "with input attributes"]),
            ("govuk-error-message", &["attributes"]),
            ("govuk-fieldset", &["attributes"]),
            ("govuk-hint", &["attributes"]),
            (
                "govuk-input",
                &[
                    "attributes",
                    "with prefix with attributes",
                    "with suffix with attributes",
                    "with customised input wrapper",
                ],
            ),
            ("govuk-label", &["attributes"]),
            ("govuk-password-input", &["attributes"]),
            (
                "govuk-radios",
                &["attributes", "items with attributes", "label with attributes", "fieldset params"],
            ),
            ("govuk-select", &["attributes", "attributes on items"]),
            ("govuk-textarea", &["attributes"]),
            ("govuk-back-link", &["attributes"]),
            ("govuk-breadcrumbs", &["attributes", "item attributes"]),
            ("govuk-button", &["attributes", "link attributes"]),
            ("govuk-details", &["attributes"]),
            ("govuk-error-summary", &["attributes", "error list with attributes"]),
            ("govuk-inset-text", &["attributes"]),
            ("govuk-notification-banner", &["attributes", "custom tabindex"]),
            ("govuk-pagination", &["with custom attributes"]),
            (
                "govuk-panel",
                &[
                    "interruption-with-content-with-long-line-length",
                    "attributes",
                    "interruption, with actions classes and attributes",
                    "interruption, submit action",
                    "interruption, button link",
                ],
            ),
            ("govuk-service-navigation", &["attributes"]),
            ("govuk-skip-link", &["attributes"]),
            (
                "govuk-summary-list",
                &["attributes", "actions with attributes", "summary card with custom attributes"],
            ),
            (
                "govuk-table",
                &[
                    "attributes",
                    "head with attributes",
                    "firstCellIsHeader with attributes",
                    "rows with attributes",
                ],
            ),
            ("govuk-tabs", &["attributes", "item with attributes", "panel with attributes"]),
            ("govuk-tag", &["attributes"]),
            ("govuk-task-list", &["custom attributes"]),
            ("govuk-warning-text", &["attributes"]),
        ],
    ),
    (
        "Class names where Safewell has no style of its own.",
        &[
            ("govuk-character-count", &["custom classes on countMessage"]),
            ("govuk-error-message", &["classes"]),
            ("govuk-fieldset", &["classes"]),
            ("govuk-hint", &["classes"]),
            ("govuk-input", &["with prefix with classes", "with suffix with classes"]),
            ("govuk-back-link", &["inverse", "classes"]),
            ("govuk-inset-text", &["classes"]),
            ("govuk-skip-link", &["with focus", "classes"]),
            ("govuk-warning-text", &["classes"]),
        ],
    ),
    (
        "Items or texts that are nothing: what is not there is not passed.",
        &[
            ("govuk-checkboxes", &["with falsy values"]),
            ("govuk-label", &["empty"]),
            ("govuk-radios", &["with falsy items"]),
            ("govuk-select", &["with falsy values"]),
            ("govuk-task-list", &["with empty values"]),
        ],
    ),
    (
        "A value that chooses an item and an item that says that it is not chosen: a value alone chooses.",
        &[
            ("govuk-checkboxes", &["item checked overrides values"]),
            ("govuk-radios", &["item checked overrides value"]),
            ("govuk-select", &["item selected overrides value"]),
        ],
    ),
    (
        "Parts of a date under other names, ids or widths: every date has the same, which is what its reading expects.",
        &[(
            "govuk-date-input",
            &[
                "custom pattern",
                "custom inputmode",
                "with nested name",
                "with id on items",
                "with item value",
                "with field value and items",
                "with field value and item value",
                "with field value, item value and values",
                "items with classes",
            ],
        )],
    ),
    (
        "An id, a role, a description or a kind that Safewell's pages do not need.",
        &[
            ("govuk-fieldset", &["with describedBy", "role"]),
            ("govuk-inset-text", &["id"]),
            ("govuk-notification-banner", &["with invalid type"]),
        ],
    ),
    (
        "A password that is filled in: it would stand in the page's source.",
        &[("govuk-password-input", &["value"])],
    ),
    (
        "The panel that interrupts: Safewell asks on a page of its own.",
        &[(
            "govuk-panel",
            &[
                "interruption",
                "interruption-with-headings-content-and-lists",
                "interruption with custom classes",
                "confirmation, with actions",
                "interruption, no actions",
                "interruption, no actions items",
            ],
        )],
    ),
    (
        "A card without a title: it would be a frame without a name.",
        &[("govuk-summary-list", &["summary card with custom classes"])],
    ),
];

/// Every exception as component and fixture.
pub(crate) fn all() -> impl Iterator<Item = (&'static str, &'static str)> {
    EXCEPTIONS
        .iter()
        .flat_map(|(_, components)| components.iter())
        .flat_map(|(component, names)| names.iter().map(|name| (*component, *name)))
}
