import { Line } from "./line";
import { Clock, type Show, fill } from "./show";

/** The projector: shows whatever the meeting shows. */
export function mountScreen(root: HTMLElement, words: Record<string, string>): void {
  const clock = new Clock(root, words["time-up"] ?? "");
  const line = new Line(root.dataset.live ?? "", {
    // Nobody in the room could do anything about it; the last state stays.
    connected() {},
    heard(message) {
      if (message.kind === "hello") clock.set(Number(message.now));
      if (message.kind !== "state") return;
      const state = message as unknown as Show;
      fill(root, state);
      clock.run(state.timer);
      if (state.phase === "ended") line.stop();
    },
  });
  line.start();
}
