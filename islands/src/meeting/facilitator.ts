import { findAll, setText } from "../shared/dom";
import { say } from "../shared/say";
import { Line } from "./line";
import { Clock, type Show } from "./show";

/** The desk: counts are put in place; when the meeting moves on (from another tab, or by itself) the page is fetched anew. */
export function mountFacilitator(root: HTMLElement, words: Record<string, string>): void {
  const clock = new Clock(root, words["time-up"] ?? "");
  let there = true;
  let fetching = false;
  let told = "";

  /** A note that somebody is writing must not go. */
  const writing = () => findAll<HTMLTextAreaElement>(root, "textarea").some((box) => box.value !== box.defaultValue);

  const renew = async (state: Show): Promise<void> => {
    if (fetching) return;
    if (writing()) {
      if (told !== state.v) say(words.moved ?? "");
      told = state.v;
      return;
    }
    fetching = true;
    try {
      const response = await fetch(location.href);
      const page = new DOMParser().parseFromString(await response.text(), "text/html");
      const fresh = response.ok ? page.getElementById(root.id) : null;
      if (!fresh) return;
      root.replaceChildren(...fresh.childNodes);
      root.dataset.v = fresh.dataset.v ?? "";
    } catch {
      // Offline for a moment: the next state tries again.
    } finally {
      fetching = false;
    }
    clock.run(state.timer);
  };

  const line = new Line(root.dataset.live ?? "", {
    connected(now) {
      if (now === there) return;
      there = now;
      say(words[now ? "online" : "offline"] ?? "");
    },
    heard(message) {
      if (message.kind === "hello") clock.set(Number(message.now));
      if (message.kind !== "state") return;
      const state = message as unknown as Show;
      for (const place of findAll(root, "[data-fill=here]")) setText(place, state.here ?? "");
      for (const place of findAll(root, "[data-fill=answered]")) setText(place, state.answered ?? "");
      if (state.v !== root.dataset.v) void renew(state);
      if (state.phase === "ended") line.stop();
    },
  });
  line.start();
}
