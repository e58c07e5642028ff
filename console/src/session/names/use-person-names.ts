import { fold } from "@amaliyat/domain/search";
import { useLanguage } from "@amaliyat/ui/i18n";
import { useMemo } from "react";
import { useStore } from "../../store/index.ts";
import { latinOf } from "./latin-names.ts";

export type PersonNames = {
  /** A person's name in the script of the reader's language; as records have it if the other is unknown or means somebody else too. */
  readonly shown: (name: string) => string;
  /** A name of either script in both, as the words of a search. A typed name counts in any spelling; one of no account stays as it is. */
  readonly words: (name: string) => string;
};

/** Names of people for sentences, choices and searches; a cell shows a `PersonName`. */
export function usePersonNames(): PersonNames {
  const { language } = useLanguage();
  const latin = useStore(latinOf);
  return useMemo(() => {
    const both = new Map([...latin].flatMap((names) => names.map((name) => [fold(name), names.join(" ")] as const)));
    return {
      shown: (name) => (language === "ar" ? name : (latin.get(name) ?? name)),
      words: (name) => both.get(fold(name)) ?? name,
    };
  }, [language, latin]);
}
