import { find, findAll, setText, show } from "../shared/dom";
import type { Answer } from "./model";
import type { Page } from "./page";

/** Stripe class and word of each answer, in the order in which they are told. */
const STRIPES: readonly [Answer | undefined, string, string][] = [
  ["yes", "y", "meter-yes"],
  ["in_progress", "p", "meter-in-progress"],
  ["not_yet", "n", "meter-not-yet"],
  ["dont_know", "d", "meter-dont-know"],
  ["not_applicable", "x", "meter-not-applicable"],
  [undefined, "u", "meter-open"],
];

interface Count {
  answered: number;
  total: number;
}

/** Answers of the questions in `scope`, as the page shows them: right before the document is loaded as well as after. */
function answersIn(scope: ParentNode, own: boolean): (Answer | undefined)[] {
  return findAll(scope, ".q[data-q]")
    .filter((question) => Boolean(question.closest("[data-own]")) === own)
    .map((question) => find<HTMLInputElement>(question, ".seg input:checked")?.value as Answer | undefined);
}

/** "Doesn't apply" leaves the total. "I don't know" stays in it and counts as answered. */
export function count(answers: readonly (Answer | undefined)[]): Count {
  const counted = answers.filter((answer) => answer !== "not_applicable");
  return { answered: counted.filter(Boolean).length, total: counted.length };
}

/** "5 yes, 1 in progress": only what there is. */
function told(page: Page, answers: readonly (Answer | undefined)[]): string {
  return STRIPES.map(([answer, , word]) => [answers.filter((other) => other === answer).length, word] as const)
    .filter(([n]) => n > 0)
    .map(([n, word]) => page.words.t(word, { n }))
    .join(", ");
}

/** Brings stripes and counts of one stage up to date: in its heading, in the list of stages and at the top. */
export function paintProgress(page: Page, stage: HTMLElement): void {
  const answers = answersIn(stage, false);
  const key = stage.dataset.stage ?? "";
  const link = document.querySelector(`[data-stage-link="${CSS.escape(key)}"]`);
  const meters = [find(stage, "summary .stripes"), link && find(link, ".stripes")];
  for (const meter of meters) if (meter) paintMeter(page, meter, answers);
  if (link) setText(find(link, "[data-count]"), page.words.t("count", { ...count(answers) }));
  paintOverall(page);
}

function paintMeter(page: Page, meter: Element, answers: readonly (Answer | undefined)[]): void {
  answers.forEach((answer, index) => {
    const stripe = meter.children[index];
    const style = STRIPES.find(([other]) => other === answer)?.[1] ?? "u";
    if (stripe && stripe.className !== style) stripe.className = style;
  });
  if (meter.hasAttribute("aria-label")) meter.setAttribute("aria-label", told(page, answers));
}

function paintOverall(page: Page): void {
  setText(find(document, "[data-overall]"), overall(page));
  const own = count(answersIn(document, true));
  const line = find(document, "[data-own-overall]");
  show(line, own.total > 0);
  setText(line, page.words.t("own-count", { ...own }));
}

/** "15 of 26 answered". */
export function overall(page: Page): string {
  return page.words.t("count", { ...count(answersIn(document, false)) });
}
