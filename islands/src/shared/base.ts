/** The path under which the site stands on its host, with a slash at both ends: scripts lie in `assets/` under it. */
export function base(): string {
  return new URL("..", import.meta.url).pathname;
}
