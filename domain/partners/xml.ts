const ESCAPED: Readonly<Record<string, string>> = { "&": "&amp;", "<": "&lt;", ">": "&gt;", '"': "&quot;", "'": "&apos;" };

/** Text inside XML 1.0: markup escaped; what XML cannot hold (control characters, halves of a surrogate pair) left out. */
export const xmlText = (text: string): string =>
  text.replace(/[^\t\n\r\u0020-\ud7ff\ue000-\ufffd\u{10000}-\u{10ffff}]/gu, "").replace(/[&<>"']/g, (sign) => ESCAPED[sign] ?? "");

/** One element with text in it. */
export const element = (name: string, text: string): string => `<${name}>${xmlText(text)}</${name}>`;

/** ISO 8601 in UTC with an offset in digits and whole seconds, as CAP 1.2 (3.3.2) asks: never `Z`. */
export const capTime = (at: number): string => new Date(at).toISOString().replace(/\.\d{3}Z$/, "-00:00");
