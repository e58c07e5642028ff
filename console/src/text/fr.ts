import type { Strings } from "@amaliyat/ui/i18n";

/** Every feature's strings in French, by the path of their file: one part of the program, which is loaded when the language is. */
export const files = import.meta.glob<Strings>("../*/locales/fr.json", { eager: true, import: "default" });
