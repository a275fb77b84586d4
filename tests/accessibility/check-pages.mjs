// Prints, as JSON, what axe-core and html-validate find on each page: node check-pages.mjs BROWSER PAGE...
import { createRequire } from "node:module";
import { pathToFileURL } from "node:url";
import { FileSystemConfigLoader, HtmlValidate } from "html-validate";
import puppeteer from "puppeteer-core";

const WIDTHS = [1280, 375];
const RULES = ["wcag2a", "wcag2aa", "wcag21a", "wcag21aa", "wcag22aa", "best-practice"];
const HTML = {
  extends: ["html-validate:recommended", "html-validate:a11y"],
  rules: {
    "long-title": "off", // a page's name, year and council are what its title is for
    "no-redundant-role": ["error", { exclude: ["img"] }], // VoiceOver passes over an SVG picture without it
    "valid-id": ["error", { relaxed: true }], // a provision's number has a full stop
    "void-style": "off", // pandoc closes empty elements in more than one valid way
  },
};
const [browserPath, ...pages] = process.argv.slice(2);
const axe = createRequire(import.meta.url).resolve("axe-core/axe.min.js");

async function axeFindings(browser, page, width) {
  const tab = await browser.newPage();
  await tab.setViewport({ width, height: 900 });
  await tab.goto(pathToFileURL(page).href);
  await tab.evaluate(() => document.querySelectorAll("details").forEach((each) => (each.open = true)));
  await tab.addScriptTag({ path: axe });
  const { violations } = await tab.evaluate((tags) => window.axe.run({ runOnly: tags }), RULES);
  const overflow = await tab.evaluate(() => document.documentElement.scrollWidth - window.innerWidth);
  await tab.close();
  const found = violations.map((each) => `${width} px: ${each.id}: ${each.nodes[0].html.slice(0, 160)}`);
  return overflow > 0 ? [...found, `${width} px: the page is ${overflow} px wider than the screen`] : found;
}

async function htmlFindings(page) {
  const validator = new HtmlValidate(new FileSystemConfigLoader({ root: true, ...HTML }));
  const report = await validator.validateFile(page);
  return report.results.flatMap((each) => each.messages.map((m) => `${m.line}: ${m.ruleId}: ${m.message}`));
}

const options = ["--no-sandbox", "--disable-gpu", "--disable-background-networking", "--disable-sync"];
const browser = await puppeteer.launch({ executablePath: browserPath, args: options });
const findings = {};
for (const page of pages) {
  findings[page] = await htmlFindings(page);
  for (const width of WIDTHS) findings[page].push(...(await axeFindings(browser, page, width)));
}
await browser.close();
console.log(JSON.stringify(findings));
