//! A list of steps, each with how far it is.

use super::content::{Content, classes, options};
use super::tag::Tag;
use maud::{Markup, Render, html};

/// One step.
#[derive(Debug, Clone)]
pub struct Task {
    title: Content,
    href: Option<String>,
    hint: Option<Content>,
    status: Status,
    classes: String,
    title_classes: String,
    status_classes: String,
}

#[derive(Debug, Clone)]
enum Status {
    Unsaid,
    Words(Content),
    Tagged(Tag),
}

options!(Task {
    /// Adds help for the step.
    hint: content,
    /// Links the step to where it is taken.
    href: text,
    /// Adds class names to the step.
    classes: class_names,
    /// Adds class names to its title.
    title_classes: class_names,
    /// Adds class names to how far it is.
    status_classes: class_names,
});

impl Task {
    /// A step.
    pub fn new(title: impl Into<Content>) -> Task {
        Task {
            title: title.into(),
            href: None,
            hint: None,
            status: Status::Unsaid,
            classes: String::new(),
            title_classes: String::new(),
            status_classes: String::new(),
        }
    }

    /// Says how far it is in words; for what is done.
    #[must_use]
    pub fn status(self, status: impl Into<Content>) -> Task {
        Task { status: Status::Words(status.into()), ..self }
    }

    /// Says how far it is with a tag; for what is still to do.
    #[must_use]
    pub fn tag(self, tag: Tag) -> Task {
        Task { status: Status::Tagged(tag), ..self }
    }

    fn render(&self, prefix: &str, number: usize) -> Markup {
        let (hint_id, status_id) = (format!("{prefix}-{number}-hint"), format!("{prefix}-{number}-status"));
        let described_by = match &self.hint {
            Some(_) => format!("{hint_id} {status_id}"),
            None => status_id.clone(),
        };
        let linked = if self.href.is_some() { "govuk-task-list__item--with-link" } else { "" };
        let title_class = Some(&self.title_classes).filter(|names| !names.is_empty());
        html! {
            li class=(classes(&["govuk-task-list__item", linked, &self.classes])) {
                div.govuk-task-list__name-and-hint {
                    @if let Some(href) = &self.href {
                        a class=(classes(&["govuk-link govuk-task-list__link", &self.title_classes])) href=(href)
                            aria-describedby=(described_by) { (self.title) }
                    } @else {
                        div class=[title_class] { (self.title) }
                    }
                    @if let Some(content) = &self.hint {
                        div id=(hint_id) class="govuk-task-list__hint" { (content) }
                    }
                }
                div class=(classes(&["govuk-task-list__status", &self.status_classes])) id=(status_id) {
                    @match &self.status {
                        Status::Unsaid => {}
                        Status::Words(content) => { (content) }
                        Status::Tagged(tag) => { (tag) }
                    }
                }
            }
        }
    }
}

/// A list of steps.
#[derive(Debug, Clone)]
pub struct TaskList {
    tasks: Vec<Task>,
    id_prefix: Option<String>,
    classes: String,
}

options!(TaskList {
    /// Sets what ids begin with, where there are two lists on a page.
    id_prefix: text,
    /// Adds class names.
    classes: class_names,
});

impl TaskList {
    /// The steps in their order.
    pub fn new(tasks: Vec<Task>) -> TaskList {
        TaskList { tasks, id_prefix: None, classes: String::new() }
    }
}

impl Render for TaskList {
    fn render(&self) -> Markup {
        let prefix = self.id_prefix.as_deref().unwrap_or("task-list");
        html! {
            ul class=(classes(&["govuk-task-list", &self.classes])) {
                @for (index, task) in self.tasks.iter().enumerate() { (task.render(prefix, index + 1)) }
            }
        }
    }
}
