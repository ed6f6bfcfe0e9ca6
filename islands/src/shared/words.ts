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
    return new Intl.DateTimeFormat(this.locale, { hour: "numeric", minute: "2-digit" }).format(at);
  }

  /** "Nov 12", with the year when it is another one than now's. */
  date(at: number): string {
    const year = new Date(at).getFullYear() === new Date().getFullYear() ? undefined : "numeric";
    return new Intl.DateTimeFormat(this.locale, { month: "short", day: "numeric", ...(year && { year }) }).format(at);
  }

  private get locale(): string {
    return this.language === "es" ? "es-US" : "en-US";
  }
}
