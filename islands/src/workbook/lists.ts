/**
 * Makes `list` hold exactly the elements for `keys`, in their order, keeping the elements that are there: the keyboard's
 * place and half-written words in them stay. With `onlyAdd` nothing is taken away.
 *
 * An element that goes away while somebody is in it, or has words in it, stays until it is next looked at.
 */
export function keepInOrder(
  list: HTMLElement,
  attribute: string,
  keys: readonly string[],
  make: (key: string) => HTMLElement,
  onlyAdd: boolean,
): HTMLElement[] {
  const existing = new Map<string, HTMLElement>();
  for (const child of [...list.children] as HTMLElement[]) {
    const key = child.getAttribute(attribute);
    if (key) existing.set(key, child);
  }
  for (const [key, element] of existing) {
    if (!onlyAdd && !keys.includes(key) && !inUse(element)) element.remove();
  }
  let place: Element | null = null;
  return keys.map((key) => {
    const element = existing.get(key) ?? make(key);
    const next: Element | null = place ? place.nextElementSibling : list.firstElementChild;
    if (element !== next && !(onlyAdd && element.parentElement === list)) list.insertBefore(element, next);
    place = element;
    return element;
  });
}

function inUse(element: HTMLElement): boolean {
  const boxes = element.querySelectorAll("textarea");
  return [...boxes].some((box) => box === document.activeElement || (box.value !== "" && box.value !== box.defaultValue));
}
