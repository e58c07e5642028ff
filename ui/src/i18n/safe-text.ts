/** Marks and characters without width: harmless to the eye, but they make two names that look equal differ. */
const invisible = /[\u00AD\u061C\u180E\u200B-\u200F\u2060-\u2065\u206A-\u206F\uFEFF]/gu;
/**
 * Embeddings, overrides and isolates (UAX #9), which can make a name read as another one; and control characters but tab and line feed.
 */
const shown = /[\u202A-\u202E\u2066-\u2069]|(?![\t\n])[\p{Cc}\u2028\u2029]/gu;

/**
 * A text from outside (caller's name, citizen's report, partner's reference) made safe to show. Direction commands and control characters
 * become visible as `[U+202E]`; marks without width are dropped. Show it inside `<Bdi>`. Idempotent. Only for showing: the received text is
 * stored unchanged.
 */
export function safeText(text: string): string {
  return text
    .replace(/\r\n?/gu, "\n")
    .replace(shown, (character) => `[U+${character.charCodeAt(0).toString(16).toUpperCase().padStart(4, "0")}]`)
    .replace(invisible, "");
}

/** True if `safeText` would change the text: a reason to look twice at a name. */
export function hasHiddenCharacters(text: string): boolean {
  return safeText(text) !== text;
}

/** Wraps a safe text in first-strong isolates (U+2068 … U+2069), for places without markup: titles, aria labels, plain messages. */
export function isolate(text: string): string {
  return `\u2068${safeText(text)}\u2069`;
}
