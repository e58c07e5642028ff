import { ATTRIBUTE_LABELS, type Danger } from "@amaliyat/domain/interventions";
import type { Language } from "@amaliyat/domain/kernel";
import { isolate, useLanguage } from "@amaliyat/ui/i18n";
import OctagonAlert from "lucide-react/icons/octagon-alert";
import type { ReactNode } from "react";
import { useText } from "../text.ts";
import type { Rise } from "./rise.ts";
import "./danger.css";

/** A danger in few words: P1 · weapon · injury. */
export const dangerWords = ({ priority, attributes }: Danger, language: Language): string =>
  [isolate(priority), ...attributes.map((one) => ATTRIBUTE_LABELS[one][language])].join(" · ");

/** Says before the key the effect of a join on the remaining intervention, and its recipients. Nothing without a rise. */
export function RiseLine({ rise }: { readonly rise: Rise | null }): ReactNode {
  const text = useText();
  const { language } = useLanguage();
  if (rise === null) return null;
  const danger = dangerWords(rise.danger, language);
  const units = rise.told.map(isolate).join(" · ");
  return (
    <span className="one-event-rise">
      <OctagonAlert size={16} aria-hidden="true" />
      <span>
        {rise.told.length === 0 ? text("rise.becomes", { danger }) : text("rise.tells", { count: rise.told.length, danger, units })}
      </span>
    </span>
  );
}
