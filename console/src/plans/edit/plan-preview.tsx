import type { Need } from "@amaliyat/contract/dispatch";
import { serves, shortfall } from "@amaliyat/domain/dispatch";
import { Chip } from "@amaliyat/ui/controls";
import { Num, useFormat, useLanguage } from "@amaliyat/ui/i18n";
import type { ReactNode } from "react";
import { useUnits } from "../../facts/index.ts";
import { needWords } from "../plan-words.ts";
import { useText } from "../text.ts";

/** Advice for these needs at this moment: the number of units able to serve each need, and the shortfall. */
export function PlanPreview({ needs }: { readonly needs: readonly Need[] }): ReactNode {
  const text = useText();
  const format = useFormat();
  const { language } = useLanguage();
  const units = useUnits().data;
  if (units === undefined || needs.length === 0) return null;
  const free = units.filter(({ status }) => status === "available").map(({ kind, skills }) => ({ unitKind: kind, skills }));
  const missing = shortfall(needs, free);
  return (
    <section className="plans-preview" aria-label={text("preview.title")}>
      <h3>{text("preview.title")}</h3>
      <ul>
        {needs.map((need, at) => (
          <li key={at}>
            <Num>{format.number(need.count)}</Num> × {needWords(need, language)} ·{" "}
            <span className="am-t2">
              {text("preview.able")} <Num>{format.number(free.filter((unit) => serves(need, unit)).length)}</Num>
            </span>
          </li>
        ))}
      </ul>
      <p className="plans-chips" aria-live="polite">
        {missing.length === 0 ? (
          <Chip tone="affirm">{text("preview.met")}</Chip>
        ) : (
          <>
            <span className="am-attention">{text("preview.missing")}</span>
            {missing.map((need, at) => (
              <Chip key={at} tone="attention">
                <Num>{format.number(need.count)}</Num> × {needWords(need, language)}
              </Chip>
            ))}
          </>
        )}
      </p>
    </section>
  );
}
