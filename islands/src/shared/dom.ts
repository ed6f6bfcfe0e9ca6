/** The first element below `root` that matches, or none. */
export function find<T extends Element = HTMLElement>(root: ParentNode, selector: string): T | null {
  return root.querySelector<T>(selector);
}

/** Every element below `root` that matches. */
export function findAll<T extends Element = HTMLElement>(root: ParentNode, selector: string): T[] {
  return [...root.querySelectorAll<T>(selector)];
}

/** Writes text only where it differs, so that nothing is repainted or read out again for no reason. */
export function setText(element: Element | null | undefined, text: string): void {
  if (element && element.textContent !== text) element.textContent = text;
}

/** Shows or hides. */
export function show(element: Element | null | undefined, shown: boolean): void {
  if (element) (element as HTMLElement).hidden = !shown;
}

/** The nearest element around an event's target that matches. */
export function around<T extends Element = HTMLElement>(event: Event, selector: string): T | null {
  return event.target instanceof Element ? event.target.closest<T>(selector) : null;
}

/** Moves the keyboard's place to something that is no control, such as a heading. */
export function focusOn(element: HTMLElement | null | undefined): void {
  if (!element) return;
  if (element.tabIndex < 0) element.tabIndex = -1;
  element.focus();
}

/**
 * A copy of what a `<template>` of the page holds. The server renders templates with the same macros as the page, with a
 * stand-in id; `replace` puts the real ids and keys in. They must be well formed: they go into markup.
 */
export function fromTemplate(id: string, replace: Record<string, string> = {}): HTMLElement {
  const template = document.getElementById(id) as HTMLTemplateElement;
  const copy = document.createElement("template");
  copy.innerHTML = Object.entries(replace).reduce((html, [from, to]) => html.replaceAll(from, to), template.innerHTML);
  const element = copy.content.firstElementChild;
  if (!(element instanceof HTMLElement)) throw new Error(`template ${id} is empty`);
  return element;
}
