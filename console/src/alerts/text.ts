import type { Language } from "@amaliyat/domain/kernel";
import { useCallback } from "react";
import { useTranslation } from "react-i18next";
import { featureText, type KeyOf, type Text } from "../text/index.ts";
import type en from "./locales/en.json";

type AlertsKey = KeyOf<typeof en>;

export const useText = featureText<typeof en>("alerts");

/** The same strings in the language of the phone that is drawn, whatever the screen around it speaks. */
export function usePhoneText(language: Language): Text<AlertsKey> {
  const { t } = useTranslation("alerts", { lng: language });
  return useCallback<Text<AlertsKey>>(
    (key, values) => {
      const plain: string = key;
      return t(plain, { ...values });
    },
    [t],
  );
}
