import { useLanguage } from "@amaliyat/ui/i18n";
import { useMemo } from "react";
import { useStore } from "../../store/index.ts";
import { latinOf } from "./latin-names.ts";

export type PersonNames = {
  /** A person's name in the script of the reader's language; as records have it if the other is unknown or means somebody else too. */
  readonly shown: (name: string) => string;
  /** A name in both scripts, as the words of a search. */
  readonly words: (name: string) => string;
};

/** Names of people for sentences, choices and searches; a cell shows a `PersonName`. */
export function usePersonNames(): PersonNames {
  const { language } = useLanguage();
  const latin = useStore(latinOf);
  return useMemo(
    () => ({
      shown: (name) => (language === "ar" ? name : (latin.get(name) ?? name)),
      words: (name) => `${name} ${latin.get(name) ?? ""}`,
    }),
    [language, latin],
  );
}
