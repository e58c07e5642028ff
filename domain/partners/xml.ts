import { xmlText } from "../kernel/index.ts";

/** One element with text in it. */
export const element = (name: string, text: string): string => `<${name}>${xmlText(text)}</${name}>`;

/** ISO 8601 in UTC with an offset in digits and whole seconds, as CAP 1.2 (3.3.2) asks: never `Z`. */
export const capTime = (at: number): string => new Date(at).toISOString().replace(/\.\d{3}Z$/, "-00:00");
