/** What a list is narrowed to: name of the choice -> chosen word, empty for all. */
export type Wanted = Record<string, string>;

/** Whether a row fits: its words for each choice, parted by spaces, hold the chosen one. */
export function fits(wanted: Wanted, row: Record<string, string | undefined>): boolean {
  return Object.entries(wanted).every(([name, word]) => word === "" || (row[name] ?? "").split(" ").includes(word));
}
