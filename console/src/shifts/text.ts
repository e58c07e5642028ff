import type { Language } from "@amaliyat/domain/kernel";
import { useCallback } from "react";
import { useTranslation } from "react-i18next";
import { featureText, type KeyOf, type Text } from "../text/index.ts";
import type en from "./locales/en.json";

export type ShiftsText = Text<KeyOf<typeof en>>;

export const useText = featureText<typeof en>("shifts");

/** The same strings in the language of a paper, whatever the interface speaks. */
export function usePaperText(language: Language): ShiftsText {
  const { t } = useTranslation("shifts", { lng: language });
  return useCallback<ShiftsText>(
    (key, values) => {
      const plain: string = key;
      return t(plain, { ...values });
    },
    [t],
  );
}
