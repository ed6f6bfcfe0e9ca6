/** Prints an HTML file to PDF again and again in one running Chromium: chromium-pdf.mjs IN.html OUT.pdf TIMES. Prints the milliseconds of each. */
import { readFile, writeFile } from "node:fs/promises";
import { chromium } from "playwright-core";

const [input, output, times] = process.argv.slice(2);
const html = await readFile(input, "utf8");
const browser = await chromium.launch({ executablePath: process.env.CHROMIUM ?? "/usr/bin/chromium", args: ["--no-sandbox"] });
const page = await browser.newPage();
const took = [];
for (let turn = 0; turn < Number(times); turn += 1) {
  const start = performance.now();
  await page.setContent(html);
  const pdf = await page.pdf({ format: "Letter", tagged: true });
  took.push(performance.now() - start);
  await writeFile(output, pdf);
}
await browser.close();
console.log(JSON.stringify(took));
