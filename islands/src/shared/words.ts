/** The page's words for scripts: messages with `[name]` where a value goes; counted ones end in `-one` and `-other`. */
export class Words {
  private readonly plural: Intl.PluralRules;
  private readonly number: Intl.NumberFormat;

  constructor(
    readonly language: string,
    private readonly messages: Readonly<Record<string, string>>,
  ) {
    this.plural = new Intl.PluralRules(language);
    this.number = new Intl.NumberFormat(language === "es" ? "es-US" : "en-US");
  }

  /** The message `key` with its values in place; the key itself when the page lacks it. */
  t(key: string, values: Readonly<Record<string, string | number>> = {}): string {
    const message = this.messages[key] ?? key;
    return message.replace(/\[(\w+)\]/g, (marker, name: string) => {
      const value = values[name];
      return value === undefined ? marker : typeof value === "number" ? this.number.format(value) : value;
    });
  }

  /** The message for a number of things; the number is `[n]`. */
  count(key: string, n: number, values: Readonly<Record<string, string | number>> = {}): string {
    const form = `${key}-${this.plural.select(n)}`;
    return this.t(form in this.messages ? form : `${key}-other`, { ...values, n });
  }

  /** "Thuy, Marcus and Dana", in the page's language. */
  list(items: readonly string[]): string {
    return new Intl.ListFormat(this.language, { type: "unit", style: "short" }).format(items);
  }

  /** "10:42 AM". */
  time(at: number): string {
    return timeIn(this.locale, at);
  }

  /** "Nov 12, 2026". */
  date(at: number): string {
    return dateIn(this.locale, at);
  }

  private get locale(): string {
    return this.language === "es" ? "es-US" : "en-US";
  }
}

/** A day as the pages write it: "Nov 12, 2026", "12 nov 2026". */
export function dateIn(locale: string, at: number): string {
  return new Intl.DateTimeFormat(locale, { year: "numeric", month: "short", day: "numeric" }).format(at);
}

/** A time as the pages write it: "10:42 AM", "10:42 a.m.". */
export function timeIn(locale: string, at: number): string {
  const text = new Intl.DateTimeFormat(locale, { hour: "numeric", minute: "2-digit" }).format(at);
  return text.replace(/\s?([ap])\.\s?m\./, " $1.m.").replace(/\u202f/g, " ");
}
