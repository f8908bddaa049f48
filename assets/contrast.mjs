// Checks the pairs of colours that carry text: at least 4.5 to 1, light and dark; and edges that carry meaning: 3 to 1.
import { readFileSync } from "node:fs";
import { dirname, join } from "node:path";
import { fileURLToPath } from "node:url";

const src = join(dirname(fileURLToPath(import.meta.url)), "src");
const colours = (file) => Object.fromEntries(
  [...readFileSync(join(src, file), "utf8").matchAll(/--([a-z-]+): (#[0-9a-f]{6});/g)].map(([, name, hex]) => [name, hex]));
const shipped = {
  "govuk-text-colour": "#0b0c0c", "govuk-body-background-colour": "#ffffff", "govuk-secondary-text-colour": "#484949",
  "govuk-error-colour": "#ca3535", "govuk-input-border-colour": "#0b0c0c",
};
const light = { ...shipped, ...colours("_brand.scss") };
const dark = { ...light, ...colours("_dark.scss") };
const PAIRS = [
  ["sw-high-text", "sw-high"], ["sw-medium-text", "sw-medium"], ["sw-low-text", "sw-low"], ["sw-none-text", "sw-none"],
  ["sw-overdue", "govuk-body-background-colour"], ["sw-overdue", "sw-hover"], ["sw-marking-text", "sw-marking"],
  ["govuk-link-colour", "govuk-body-background-colour"], ["govuk-link-colour", "sw-hover"],
  ["govuk-link-colour", "govuk-surface-background-colour"], ["govuk-link-hover-colour", "govuk-body-background-colour"],
  ["govuk-text-colour", "govuk-body-background-colour"], ["govuk-text-colour", "sw-hover"],
  ["govuk-text-colour", "govuk-surface-background-colour"],
  ["govuk-secondary-text-colour", "govuk-body-background-colour"], ["govuk-secondary-text-colour", "sw-hover"],
  ["govuk-error-colour", "govuk-body-background-colour"],
  // What is read at three metres at night: alarms, figures and quiet words wherever a list puts them.
  ["sw-overdue", "govuk-surface-background-colour"], ["govuk-secondary-text-colour", "govuk-surface-background-colour"],
  ["govuk-link-hover-colour", "sw-hover"],
];
// The edge of what one types into, and of an alarm, is told from its ground: at least 3 to 1.
const EDGES = [
  ["govuk-input-border-colour", "govuk-body-background-colour"], ["sw-overdue", "govuk-body-background-colour"],
  ["sw-high", "govuk-body-background-colour"],
];

function luminance(hex) {
  const [r, g, b] = [1, 3, 5].map((at) => parseInt(hex.slice(at, at + 2), 16) / 255)
    .map((part) => (part <= 0.04045 ? part / 12.92 : ((part + 0.055) / 1.055) ** 2.4));
  return 0.2126 * r + 0.7152 * g + 0.0722 * b;
}

let failed = false;
for (const [mode, palette] of Object.entries({ light, dark })) {
  const asked = [...PAIRS.map((pair) => [...pair, 4.5]), ...EDGES.map((pair) => [...pair, 3])];
  for (const [text, ground, least] of asked) {
    if (!palette[text] || !palette[ground]) throw new Error(`${mode}: no colour ${text} or ${ground}`);
    const [high, low] = [luminance(palette[text]), luminance(palette[ground])].sort((a, b) => b - a);
    const ratio = (high + 0.05) / (low + 0.05);
    if (ratio < least) {
      failed = true;
      console.error(`${mode}: ${text} on ${ground} is ${ratio.toFixed(2)} to 1`);
    }
  }
}
process.exit(failed ? 1 : 0);
