/** Which requests the service worker may keep pages of. */

/** Parts of a workbook's pages that are files, or change something, or hold what may not lie on the device. */
const NEVER = /\.(pdf|json|csv)$|\/(shares|sent|deletion|link-mail)(\/|$)/;

/** The path of an address without the `base` under which the site stands, which has a slash at both ends. */
export function pathIn(base: string, pathname: string): string {
  return pathname.startsWith(base) ? pathname.slice(base.length - 1) : pathname;
}

/** Whether the page at `pathname` may be kept for reading without a network. */
export function isKept(pathname: string): boolean {
  const rest = pathname.replace(/^\/es(?=\/|$)/, "") || "/";
  if (NEVER.test(rest)) return false;
  return rest === "/" || rest === "/workbooks" || rest === "/help" || rest.startsWith("/w/") || isToolkit(pathname);
}

/** Whether the page at `pathname` is of the toolkit. Those are few, and kept apart, so that they push no workbook out. */
export function isToolkit(pathname: string): boolean {
  return /^(\/es)?\/toolkit(\/(?!search$)[a-z0-9-]+)?$/.test(pathname);
}

/** The hashed asset names that a page mentions. */
export function assetsIn(html: string): string[] {
  return html.match(/\/assets\/[\w.-]+/g) ?? [];
}
