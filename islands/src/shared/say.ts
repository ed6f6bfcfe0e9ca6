/** How long messages are gathered before a screen reader hears them, in milliseconds. */
const BATCH_MS = 900;

let waiting: string[] = [];
let timer: ReturnType<typeof setTimeout> | undefined;

/** Says something through the page's one polite live region. What comes within 0.9 s is said together. */
export function say(text: string): void {
  waiting = [...waiting.filter((other) => other !== text), text];
  clearTimeout(timer);
  timer = setTimeout(() => {
    region().textContent = waiting.join(" ");
    waiting = [];
  }, BATCH_MS);
}

function region(): HTMLElement {
  const existing = document.getElementById("say");
  if (existing) return existing;
  const made = document.createElement("p");
  made.id = "say";
  made.className = "vh";
  made.setAttribute("role", "status");
  document.body.append(made);
  return made;
}
