/** What is wrong with one address: the same codes as the server's `AddressProblem`, which has the last word. */
export type Mistake =
  | "no-at"
  | "two-ats"
  | "nothing-before-at"
  | "nothing-after-at"
  | "no-ending"
  | "odd-ending"
  | "number-domain"
  | "trailing-dot"
  | "dot-misplaced"
  | "hyphen-misplaced"
  | "too-long"
  | "accent-before-at"
  | "accent-in-domain"
  | "odd-character";

/** One address that cannot be right, and why. */
export interface Problem {
  address: string;
  mistake: Mistake;
}

/** Longest address and longest part before the `@`, in characters (RFC 5321). */
const ADDRESS_MAX = 254;
const LOCAL_MAX = 64;

/** `Maria <maria@example.org>`, also as `"Lopez, Maria" <…>` and as `Lopez, Maria <…>`. */
const NAMED = /(^|[,;\n])\s*(?:"[^"\n]*"|(?:[^,;\n<>@"]*,)?[^,;\n<>@"]*)\s*<([^<>\n]*)>/g;

/** The addresses of a text: between commas, semicolons, spaces and lines, without the names in front; each once. */
export function split(text: string): string[] {
  const found = new Map<string, string>();
  for (const word of text.replace(NAMED, "$1 $2 ").split(/[\s,;]+/)) {
    const address = word.replace(/^mailto:/i, "").replace(/^["'()[\]<>]+|["'()[\]<>]+$/g, "");
    if (address && !found.has(address.toLowerCase())) found.set(address.toLowerCase(), address);
  }
  return [...found.values()];
}

/** The mistake in `address`, if there is one. */
export function mistakeIn(address: string): Mistake | undefined {
  const [local, domain, ...more] = address.split("@");
  if (local === undefined || domain === undefined) return "no-at";
  if (more.length > 0) return "two-ats";
  return mistakeInLocal(local) ?? mistakeInDomain(domain) ?? mistakeInLength(address, local);
}

function mistakeInLocal(local: string): Mistake | undefined {
  if (!local) return "nothing-before-at";
  if (/[^\P{L}a-z]/iu.test(local)) return "accent-before-at";
  if (/[^a-z0-9!#$%&'*+\-/=?^_`{|}~.]/i.test(local)) return "odd-character";
  return /^\.|\.$|\.\./.test(local) ? "dot-misplaced" : undefined;
}

function mistakeInDomain(domain: string): Mistake | undefined {
  if (!domain) return "nothing-after-at";
  if (/^\d+(\.\d+){3}$/.test(domain)) return "number-domain";
  if (/[^\P{L}a-z]/iu.test(domain)) return "accent-in-domain";
  if (/[^a-z0-9.-]/i.test(domain)) return "odd-character";
  if (/^\.|\.\./.test(domain)) return "dot-misplaced";
  if (domain.endsWith(".")) return "trailing-dot";
  if (/(^|\.)-|-(\.|$)/.test(domain)) return "hyphen-misplaced";
  if (!domain.includes(".")) return "no-ending";
  return /\.([a-z]{2,}|xn--[a-z0-9-]+)$/i.test(domain) ? undefined : "odd-ending";
}

function mistakeInLength(address: string, local: string): Mistake | undefined {
  return address.length > ADDRESS_MAX || local.length > LOCAL_MAX ? "too-long" : undefined;
}

/** Every address of a text that cannot be right. */
export function problemsIn(text: string): Problem[] {
  return split(text).flatMap((address) => {
    const mistake = mistakeIn(address);
    return mistake ? [{ address, mistake }] : [];
  });
}
