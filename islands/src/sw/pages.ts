/** Which requests the service worker may keep pages of. */

/** Parts of a workbook's pages that are files, or change something, or hold what may not lie on the device. */
const NEVER = /\.(pdf|json|csv)$|\/(shares|deletion|link-mail)(\/|$)/;

/** Whether the page at `pathname` may be kept for reading without a network. */
export function isKept(pathname: string): boolean {
  const rest = pathname.replace(/^\/es(?=\/|$)/, "") || "/";
  if (NEVER.test(rest)) return false;
  return rest === "/" || rest === "/workbooks" || rest === "/help" || rest.startsWith("/w/");
}

/** The hashed asset names that a page mentions. */
export function assetsIn(html: string): string[] {
  return html.match(/\/assets\/[\w.-]+/g) ?? [];
}
