/** What a table of strings needs of its language. */
export interface Format {
  /** The form for a count; `#` in it becomes the number. */
  plural(count: number, forms: PluralForms): string;
  /** "a, b and c". */
  list(items: readonly string[]): string;
}

type PluralForms = Partial<Record<Intl.LDMLPluralRule, string>> & { readonly other: string };

/** The rules of one language. @param language a BCP 47 tag. */
export function createFormat(language: string): Format {
  const rules = new Intl.PluralRules(language);
  const numbers = new Intl.NumberFormat(language);
  const lists = new Intl.ListFormat(language, { type: "conjunction" });
  return {
    plural: (count, forms) => (forms[rules.select(count)] ?? forms.other).replace("#", numbers.format(count)),
    list: (items) => lists.format(items),
  };
}

/** A name inside a sentence, kept from turning the sentence's direction: what `<bdi>` is, in plain text. */
export function isolate(name: string): string {
  return `\u{2068}${name}\u{2069}`;
}
