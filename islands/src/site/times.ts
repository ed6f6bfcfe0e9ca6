import { dateIn, timeIn } from "../shared/words";

/** The times that go into the reader's zone. `data-local` says in which form: "date" or "datetime". */
export const LOCAL_TIMES = "time[datetime][data-local]";

/** A moment in the zone of this device. Nothing for what is no moment, or a form that is not known. */
export function inZone(locale: string, moment: string, form: string | undefined): string | undefined {
  const at = Date.parse(moment);
  if (Number.isNaN(at)) return undefined;
  if (form === "date") return dateIn(locale, at);
  if (form === "datetime") return `${dateIn(locale, at)}, ${timeIn(locale, at)}`;
  return undefined;
}
