// Copies the fixtures of the components that we have into the tests of the web crate, so that those stand without
// node. The Ministry of Justice's package ships none: there its own templates are rendered with the samples below.
//   node fixtures.mjs [DIR]
import { mkdirSync, readFileSync, writeFileSync } from "node:fs";
import { createRequire } from "node:module";
import { dirname, join } from "node:path";
import { fileURLToPath } from "node:url";

const here = dirname(fileURLToPath(import.meta.url));
const out = process.argv[2] ?? join(here, "../crates/web/tests/fixtures");
const nunjucks = createRequire(import.meta.url)("nunjucks");

const GOVUK = ["back-link", "breadcrumbs", "button", "character-count", "checkboxes", "date-input", "details",
  "error-message", "error-summary", "fieldset", "hint", "input", "inset-text", "label", "notification-banner",
  "pagination", "panel", "password-input", "radios", "select", "service-navigation", "skip-link", "summary-list",
  "table", "tabs", "tag", "task-list", "textarea", "warning-text"];

const text = (content) => ({ text: content });
const MOJ = {
  timeline: {
    default: { headingLevel: 3, items: [
      { label: text("Report taken"), byline: text("PC Ash"), datetime: { timestamp: "2026-11-21T14:05:00Z", type: "shown" }, text: "Taken by telephone <999>." },
      { label: text("Risk graded"), datetime: { timestamp: "2026-11-21T14:35:00Z", type: "shown" }, html: "<p>High</p>" },
    ] },
    classes: { classes: "a-class", items: [{ label: text("One"), classes: "b-class", datetime: { timestamp: "2026-11-21T14:05:00Z", type: "shown" }, text: "" }] },
  },
  badge: { default: { text: "Child <17>" }, classes: { text: "Looked after", classes: "moj-badge--red" } },
  "identity-bar": { default: { title: text("Ash Example") }, html: { title: { html: "<b>Ash</b>" }, classes: "a-class" } },
  "sub-navigation": {
    default: { label: "Case", items: [{ text: "Summary", href: "#1", active: true }, { text: "Duties & more", href: "#2" }] },
    classes: { classes: "a-class", items: [{ html: "<b>One</b>", href: "#1" }] },
  },
  "side-navigation": {
    default: { label: "Parts", items: [{ text: "One", href: "#1", active: true }, { text: "Two", href: "#2" }] },
    sections: { label: "Parts", sections: [{ heading: text("First"), items: [{ text: "One", href: "#1" }] }, { heading: text("Second"), items: [{ text: "Two", href: "#2", active: true }] }] },
  },
  alert: {
    default: { title: "Nothing <was> lost" },
    information: { variant: "information", title: "Title", text: "Body", showTitleAsHeading: true },
    success: { variant: "success", title: "Saved", html: "<a href=\"#\">Next</a>" },
    warning: { variant: "warning", title: "Care", text: "Body", dismissible: true },
    error: { variant: "error", title: "Not saved", role: "alert", classes: "a-class" },
  },
  filter: {
    default: { heading: text("Narrow the list"), optionsHtml: "<p>Fields</p>" },
    selected: { heading: text("Narrow the list"), optionsHtml: "<p>Fields</p>", selectedFilters: {
      heading: text("Selected filters"), clearLink: { text: "Clear filters", href: "/missing" },
      categories: [{ heading: text("Risk"), items: [{ text: "High", href: "/missing?x" }] }, { heading: text("Agency"), items: [{ text: "A", href: "#a" }, { text: "B", href: "#b" }] }] } },
  },
};

const packageVersion = (name) => JSON.parse(readFileSync(join(here, "node_modules", name, "package.json"))).version;

function write(name, source, fixtures) {
  const lines = fixtures.map((fixture) => JSON.stringify(fixture));
  writeFileSync(join(out, `${name}.json`), `{"package": ${JSON.stringify(source)}, "fixtures": [\n${lines.join(",\n")}\n]}\n`);
}

mkdirSync(out, { recursive: true });
for (const name of GOVUK) {
  const shipped = JSON.parse(readFileSync(join(here, "node_modules/govuk-frontend/dist/govuk/components", name, "fixtures.json")));
  write(`govuk-${name}`, `govuk-frontend ${packageVersion("govuk-frontend")}`,
    shipped.fixtures.map(({ name, options, html }) => ({ name, options, html })));
}

const environment = nunjucks.configure([
  join(here, "node_modules/@ministryofjustice/frontend"), join(here, "node_modules/govuk-frontend/dist"),
], { autoescape: true });
environment.addFilter("mojDate", (timestamp) => `shown ${timestamp}`);
for (const [name, samples] of Object.entries(MOJ)) {
  const fixtures = Object.entries(samples).map(([sample, params]) => ({
    name: sample, options: params, html: environment.render(`moj/components/${name}/template.njk`, { params }),
  }));
  write(`moj-${name}`, `@ministryofjustice/frontend ${packageVersion("@ministryofjustice/frontend")}`, fixtures);
}
