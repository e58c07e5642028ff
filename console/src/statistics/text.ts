import type { Language } from "@amaliyat/domain/kernel";
import { useCallback } from "react";
import { useTranslation } from "react-i18next";
import { featureText, type KeyOf, type Text } from "../text/index.ts";
import type en from "./locales/en.json";

export type StatisticsKey = KeyOf<typeof en>;
export type StatisticsText = Text<StatisticsKey>;

export const useText = featureText<typeof en>("statistics");

/** The same strings in the language of the document, whatever the interface speaks. */
export function useDocumentText(language: Language): StatisticsText {
  const { t } = useTranslation("statistics", { lng: language });
  return useCallback<StatisticsText>(
    (key, values) => {
      const plain: string = key;
      return t(plain, { ...values });
    },
    [t],
  );
}
