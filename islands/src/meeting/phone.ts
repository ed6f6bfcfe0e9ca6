import { around, find, findAll, setText, show } from "../shared/dom";
import { Line } from "./line";
import { type Show, fill } from "./show";

/** An answer that is not called saved after this long did not get through, in milliseconds. */
const PATIENCE_MS = 8_000;

/** A phone in the room. What is tapped counts at once on the page, and is taken back if it did not get through. */
export function mountPhone(root: HTMLElement, words: Record<string, string>): void {
  const form = find<HTMLFormElement>(root, "form.taps");
  const status = find(root, "[role=status]");
  const again = find(root, "[data-again]");
  if (!form) return;

  /** What is written down, by question. */
  const saved = new Map<string, string>();
  let question = root.dataset.question ?? "";
  let phase = root.dataset.phase ?? "waiting";
  let there = true;
  let problem = "";
  /** The tap that is on its way. */
  let tapped: { question: string; answer: string; timer: ReturnType<typeof setTimeout> } | undefined;
  if (question && root.dataset.own) saved.set(question, root.dataset.own);

  const press = () => {
    const chosen = tapped?.question === question ? tapped.answer : saved.get(question);
    for (const button of findAll<HTMLButtonElement>(form, "button")) button.setAttribute("aria-pressed", String(button.value === chosen));
  };
  const tell = () => {
    const answered = saved.has(question) && tapped === undefined;
    const state = { waiting: "waiting", open: answered ? "saved" : "tap", shown: "shown", ended: "ended" }[phase] ?? "waiting";
    const sentence = !there && phase !== "ended" ? "offline" : problem || (tapped ? "" : state);
    // While a tap is on its way nothing new is said: the button shows it.
    if (sentence) setText(status, words[sentence] ?? "");
    show(again, !there && phase !== "ended");
    press();
  };
  const settle = (found: string) => {
    clearTimeout(tapped?.timer);
    tapped = undefined;
    problem = found;
    tell();
  };

  const line = new Line(root.dataset.live ?? "", {
    connected(now) {
      if (now === there) return;
      there = now;
      tell();
    },
    heard(message) {
      if (message.kind === "state") return state(message as unknown as Show);
      const about = String(message.question ?? "");
      const answer = String(message.answer ?? "");
      const own = tapped?.question === about && tapped.answer === answer;
      // After a break the hello says what is written down, perhaps the tap that nobody called saved.
      if (about && message.kind !== "closed") saved.set(about, answer);
      if (own) settle(message.kind === "closed" ? "late" : "");
      else if (message.kind === "hello") {
        // Back in the room: what is written down is what counts, and the words of a tap that was lost are old.
        problem = "";
        tell();
      }
    },
  });

  const state = (now: Show) => {
    const key = now.question?.key ?? "";
    if (key !== question || now.phase !== phase) problem = problem === "late" && now.phase === "shown" ? problem : "";
    if (key !== question && tapped) settle("");
    question = key;
    phase = now.phase;
    const field = find<HTMLInputElement>(form, "[name=question]");
    if (field) field.value = key;
    fill(root, now);
    tell();
    if (phase === "ended") line.stop();
  };

  /** Where sockets don't get through, the form does. */
  const post = async (tap: { question: string; answer: string }): Promise<void> => {
    const body = new URLSearchParams(tap);
    try {
      const response = await fetch(form.action, { method: "POST", body });
      if (!response.ok) throw new Error(String(response.status));
      const late = new URL(response.url).searchParams.get("done") === "late";
      const own = tapped?.question === tap.question && tapped.answer === tap.answer;
      if (!late) saved.set(tap.question, tap.answer);
      if (own) settle(late ? "late" : "");
    } catch {
      if (tapped?.answer === tap.answer) settle("failed");
    }
  };

  form.addEventListener("submit", (event) => {
    event.preventDefault();
    const button = (event as SubmitEvent).submitter ?? around<HTMLButtonElement>(event, "button");
    if (!(button instanceof HTMLButtonElement) || phase !== "open") return;
    const tap = { question, answer: button.value };
    clearTimeout(tapped?.timer);
    problem = "";
    tapped = { ...tap, timer: setTimeout(() => settle("failed"), PATIENCE_MS) };
    press();
    if (!line.send(tap)) void post(tap);
  });

  line.start();
}
