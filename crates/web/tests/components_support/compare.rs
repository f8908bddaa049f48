//! Two pieces of HTML are equal when their elements, attributes and words are, whatever the order of attributes
//! and class names, and whatever the white space that a browser does not show.

use scraper::{ElementRef, Html, Node};

/// One form for all pieces of HTML that are equal.
pub(crate) fn canonical(html: &str) -> String {
    let mut out = String::new();
    children(Html::parse_fragment(html).root_element(), &mut out);
    out
}

fn children(parent: ElementRef<'_>, out: &mut String) {
    let keep = matches!(parent.value().name(), "textarea" | "pre");
    let nodes: Vec<_> = parent.children().collect();
    for (index, node) in nodes.iter().enumerate() {
        match node.value() {
            Node::Text(text) if keep => out.push_str(text),
            Node::Text(text) => {
                let before =
                    index > 0 && nodes[index - 1].value().as_element().is_some_and(|e| is_inline(e.name()));
                let after = nodes
                    .get(index + 1)
                    .is_some_and(|n| n.value().as_element().is_some_and(|e| is_inline(e.name())));
                out.push_str(&words(text, before, after));
            }
            Node::Element(_) => {
                if let Some(element) = ElementRef::wrap(*node) {
                    open(element, out);
                }
            }
            _ => {}
        }
    }
}

fn open(element: ElementRef<'_>, out: &mut String) {
    let name = element.value().name();
    let mut attributes: Vec<String> = element
        .value()
        .attrs()
        .map(|(name, value)| {
            let value = if name == "class" { class_names(value) } else { value.to_owned() };
            format!(" {name}={value:?}")
        })
        .collect();
    attributes.sort();
    out.push_str(&format!("<{name}{}>", attributes.concat()));
    children(element, out);
    out.push_str(&format!("</{name}>"));
}

fn class_names(value: &str) -> String {
    let mut names: Vec<&str> = value.split_whitespace().collect();
    names.sort_unstable();
    names.join(" ")
}

/// Words with single spaces; the spaces at the ends count only beside an element that stands in the line.
fn words(text: &str, inline_before: bool, inline_after: bool) -> String {
    let joined = text.split_whitespace().collect::<Vec<_>>().join(" ");
    let space = |wanted: bool, found: bool| if wanted && found { " " } else { "" };
    if joined.is_empty() {
        return space(inline_before && inline_after, !text.is_empty()).to_owned();
    }
    let start = space(inline_before, text.starts_with(char::is_whitespace));
    let end = space(inline_after, text.ends_with(char::is_whitespace));
    format!("{start}{joined}{end}")
}

fn is_inline(name: &str) -> bool {
    matches!(name, "a" | "span" | "strong" | "b" | "em" | "i" | "abbr" | "code" | "time")
}

#[test]
fn only_what_a_browser_shows_counts() {
    assert_eq!(
        canonical("<p id=a class='y  x'> One\n two </p>"),
        canonical("<p class=\"x y\" id=\"a\">One two</p>")
    );
    assert_ne!(canonical("<p><span>a</span> b</p>"), canonical("<p><span>a</span>b</p>"));
    assert_ne!(canonical("<p class=a>"), canonical("<p class=b>"));
}
