const ESCAPED: Readonly<Record<string, string>> = { "&": "&amp;", "<": "&lt;", ">": "&gt;", '"': "&quot;", "'": "&apos;" };

/** A number of degrees or kilometres as schemas take it: six decimals and never an exponent. */
export const decimal = (value: number): string => String(Number(value.toFixed(6)) + 0);

/** Text inside XML 1.0: markup escaped; what XML cannot hold (control characters, halves of a surrogate pair) left out. */
export const xmlText = (text: string): string =>
  text.replace(/[^\t\n\r\u0020-\ud7ff\ue000-\ufffd\u{10000}-\u{10ffff}]/gu, "").replace(/[&<>"']/g, (sign) => ESCAPED[sign] ?? "");
