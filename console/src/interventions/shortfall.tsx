import type { Need } from "@amaliyat/contract/dispatch";
import { SKILL_LABELS, UNIT_KIND_LABELS } from "@amaliyat/domain/dispatch";
import { Chip } from "@amaliyat/ui/controls";
import { useFormat, useLanguage } from "@amaliyat/ui/i18n";
import type { ReactNode } from "react";
import { useText } from "./text.ts";

/** What the response plan asks for and is not there yet; nothing where it is met or there is none. */
export function Shortfall({ needs }: { readonly needs: readonly Need[] }): ReactNode {
  const text = useText();
  const format = useFormat();
  const { language } = useLanguage();
  if (needs.length === 0) return null;
  return (
    <p className="card-advice__shortfall">
      <span className="am-attention">{text("advice.shortfall")}</span>
      {needs.map((need, at) => (
        <Chip key={at} tone="attention">
          {format.number(need.count)} × {need.kinds.map((kind) => UNIT_KIND_LABELS[kind][language]).join(" / ")}
          {need.skill !== null && ` · ${SKILL_LABELS[need.skill][language]}`}
        </Chip>
      ))}
    </p>
  );
}
