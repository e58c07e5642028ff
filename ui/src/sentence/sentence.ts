export interface Strings {
  readonly [key: string]: string | Strings;
}

export type Values = Readonly<Record<string, string | number>>;

function find(strings: Strings, key: string): string | undefined {
  let at: string | Strings | undefined = strings;
  for (const part of key.split(".")) at = typeof at === "object" ? at[part] : undefined;
  return typeof at === "string" ? at : undefined;
}

/**
 * The sentence of a key with `{{values}}` put in, and with `count` the plural form of the language. Each text is isolated, so that a code
 * of Latin letters does not turn an Arabic line around. A missing key shows its own name.
 */
export function sentence(language: "ar" | "fr" | "en", strings: Strings, key: string, values: Values = {}): string {
  const { count } = values;
  const form = typeof count === "number" ? `${key}_${new Intl.PluralRules(language).select(count)}` : key;
  const found = find(strings, form) ?? find(strings, key) ?? key;
  return found.replace(/\{\{(\w+)\}\}/gu, (_, name: string) => {
    const value = values[name] ?? "";
    return typeof value === "number" ? String(value) : `\u2068${value}\u2069`;
  });
}
