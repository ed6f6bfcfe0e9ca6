import type { Awareness } from "y-protocols/awareness.js";
import { find, findAll, setText, show } from "../shared/dom";
import { questionElement } from "./answers";
import type { Page } from "./page";

/** How long to gather others' moves before showing them, in milliseconds. */
const SHOW_MS = 500;
/** How long to stay at a place before telling the others, in milliseconds. */
const TELL_MS = 300;
/** Most names and initials that are shown. */
const NAMES_MAX = 3;
/** Longest name that is shown, in characters. Others' names come unchecked. */
const NAME_MAX = 80;

interface Place {
  question?: string;
  stage?: string;
}
interface Person {
  name: string;
  at: Place;
}

/** Tells the others where this person is, and shows where the others are. It is never read out: it would interrupt. */
export function mountPresence(page: Page, root: HTMLElement, awareness: Awareness): void {
  let telling: ReturnType<typeof setTimeout> | undefined;
  let showing: ReturnType<typeof setTimeout> | undefined;

  const tell = (at: Place) => {
    clearTimeout(telling);
    telling = setTimeout(() => awareness.setLocalState({ name: page.name(), at }), TELL_MS);
  };
  root.addEventListener("focusin", (event) => {
    const element = event.target as Element;
    const question = element.closest<HTMLElement>("[data-q]")?.dataset.q;
    const stage = element.closest<HTMLElement>("[data-stage]")?.dataset.stage;
    tell({ ...(question && { question }), ...(stage && { stage }) });
  });
  root.addEventListener("focusout", () => tell({}));
  awareness.setLocalState({ name: page.name(), at: {} });

  awareness.on("change", () => {
    showing ??= setTimeout(() => {
      showing = undefined;
      const others = othersIn(awareness);
      paintHeader(page, others);
      paintPlaces(page, others);
    }, SHOW_MS);
  });
}

/** Says the new name at once. */
export function tellName(awareness: Awareness, name: string): void {
  const state = awareness.getLocalState() as Person | null;
  awareness.setLocalState({ name, at: state?.at ?? {} });
}

function othersIn(awareness: Awareness): Person[] {
  const others: Person[] = [];
  awareness.getStates().forEach((state, client) => {
    if (client === awareness.clientID) return;
    const { name, at } = state as { name?: unknown; at?: { question?: unknown; stage?: unknown } };
    others.push({
      name: typeof name === "string" ? name.slice(0, NAME_MAX) : "",
      at: {
        ...(typeof at?.question === "string" && { question: at.question }),
        ...(typeof at?.stage === "string" && { stage: at.stage }),
      },
    });
  });
  return others;
}

/** "TT" for Thuy Tran; "?" for somebody without a name. */
export function initials(name: string): string {
  const words = name.trim().split(/\s+/).filter(Boolean);
  const letters = [words[0], words.length > 1 ? words.at(-1) : undefined].map((word) => (word ? ([...word][0] ?? "") : ""));
  return letters.join("").toUpperCase() || "?";
}

function avatar(name: string): HTMLElement {
  const element = document.createElement("span");
  element.className = "av";
  element.textContent = initials(name);
  element.setAttribute("aria-hidden", "true");
  return element;
}

function paintHeader(page: Page, others: Person[]): void {
  const holder = find(document, "[data-presence]");
  if (!holder) return;
  show(holder, others.length > 0);
  const named = others.map(({ name }) => name || page.words.t("someone")).slice(0, NAMES_MAX);
  const hidden = others.length - named.length;
  const names = [page.words.t("you"), ...named, ...(hidden > 0 ? [page.words.count("more-people", hidden)] : [])];
  setText(find(holder, "[data-people]"), page.words.count("people-here", others.length + 1));
  setText(find(holder, "[data-names]"), page.words.list(names));
  find(holder, ".avs")?.replaceChildren(...[page.name() || page.words.t("you"), ...named].slice(0, NAMES_MAX).map(avatar));
}

function paintPlaces(page: Page, others: Person[]): void {
  const byQuestion = new Map<string, string[]>();
  for (const { name, at } of others) {
    if (at.question) byQuestion.set(at.question, [...(byQuestion.get(at.question) ?? []), name || page.words.t("someone")]);
  }
  for (const question of findAll(document, ".q.busy[data-q]")) {
    if (!byQuestion.has(question.dataset.q ?? "")) leave(question);
  }
  for (const [key, names] of byQuestion) {
    const question = questionElement(key);
    if (question) arrive(page, question, names);
  }
}

function leave(question: HTMLElement): void {
  question.classList.remove("busy");
  show(find(question, "[data-here]"), false);
}

function arrive(page: Page, question: HTMLElement, names: string[]): void {
  const here = find(question, "[data-here]");
  if (!here) return;
  question.classList.add("busy");
  show(here, true);
  const name = names[0] ?? "";
  const text = names.length > 1 ? page.words.count("several-here", names.length) : page.words.t("is-here", { name });
  if (here.dataset.said === text) return;
  here.dataset.said = text;
  here.replaceChildren(avatar(name), text);
}
