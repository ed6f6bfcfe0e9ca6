/** A meeting in the room: on a phone, on the screen, at the desk. */
import { find } from "../shared/dom";
import { mountFacilitator } from "./facilitator";
import { mountPhone } from "./phone";
import { mountScreen } from "./screen";

const mounts: Record<string, (root: HTMLElement, words: Record<string, string>) => void> = {
  phone: mountPhone,
  screen: mountScreen,
  desk: mountFacilitator,
};

const root = find(document, "[data-meeting]");
if (root && root.dataset.phase !== "ended") mounts[root.dataset.meeting ?? ""]?.(root, JSON.parse(root.dataset.words ?? "{}") as Record<string, string>);
