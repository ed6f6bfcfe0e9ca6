import { find, findAll, setText, show } from "../shared/dom";
import { recall, remember } from "../shared/device";
import type { Page } from "./page";

/** Opens and closes stages: the last used one is open, a link opens its stage, print opens all. */
export function mountStages(page: Page, root: HTMLElement): void {
  const stages = findAll<HTMLDetailsElement>(root, "details[data-stage]");
  const openAll = find<HTMLButtonElement>(root, "[data-open-all]");

  const relabel = () => {
    setText(openAll, page.words.t(stages.every((stage) => stage.open) ? "close-all" : "open-all"));
  };
  const use = (stage: HTMLElement) => {
    remember(page.data.id, "stage", stage.dataset.stage);
    for (const link of findAll(root, "[data-stage-link]")) {
      if (link.dataset.stageLink === stage.dataset.stage) link.setAttribute("aria-current", "step");
      else link.removeAttribute("aria-current");
    }
  };

  const last = stages.find((stage) => stage.dataset.stage === recall(page.data.id, "stage"));
  if (last && !location.hash && !find(root, "[data-error-summary]")) {
    for (const stage of stages) stage.open = stage === last;
    use(last);
  }
  openHash();
  relabel();

  show(openAll, true);
  openAll?.addEventListener("click", () => {
    const open = !stages.every((stage) => stage.open);
    for (const stage of stages) stage.open = open;
    relabel();
  });
  for (const stage of stages) {
    stage.addEventListener("toggle", relabel);
    stage.addEventListener("focusin", () => use(stage));
  }
  addEventListener("hashchange", openHash);
  root.addEventListener("click", (event) => {
    const link = event.target instanceof Element ? event.target.closest("a[href^='#']") : null;
    // A second click on the same link changes no hash, yet should open the stage again.
    if (link && link.getAttribute("href") === location.hash) openHash();
  });
  openForPrint();
}

/** Opens whatever is closed around the place that the address names. */
function openHash(): void {
  const target = location.hash.length > 1 ? document.getElementById(decodeURIComponent(location.hash.slice(1))) : null;
  if (!target) return;
  for (let at: Element | null = target; at; at = at.parentElement?.closest("details") ?? null) {
    if (at instanceof HTMLDetailsElement) at.open = true;
  }
  target.scrollIntoView();
}

function openForPrint(): void {
  let closed: HTMLDetailsElement[] = [];
  addEventListener("beforeprint", () => {
    closed = findAll<HTMLDetailsElement>(document, "details[data-stage]:not([open]), details[data-notes]:not([open])").filter(
      (details) => details.matches("[data-stage]") || find(details, "[data-comment]"),
    );
    for (const details of closed) details.open = true;
  });
  addEventListener("afterprint", () => {
    for (const details of closed) details.open = false;
  });
}
