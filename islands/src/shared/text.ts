/** Control characters that no database, XML or PDF takes; the server refuses them. Tab and line feed stay. */
const CONTROLS = /[\u0000-\u0008\u000b-\u001f\u007f]/g;

/** Text of several lines as the server takes it. */
export function clean(text: string): string {
  return text.replace(/\r\n?/g, "\n").replace(CONTROLS, "");
}

/** The same for a text of one line: breaks become spaces, and the ends are trimmed. */
export function cleanLine(text: string): string {
  return clean(text).replace(/[\n\t]+/g, " ").trim();
}
