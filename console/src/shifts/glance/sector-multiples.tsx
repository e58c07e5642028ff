import type { IntervalFigures } from "@amaliyat/contract/shifts";
import { urgencyAgainst } from "@amaliyat/domain/dispatch";
import { AIMED, INTERVAL_LABELS, stepTarget, type Limits } from "@amaliyat/domain/shifts";
import { TargetBar } from "@amaliyat/ui/controls";
import { EmptyState } from "@amaliyat/ui/feedback";
import { Bdi, Num, useFormat, useLanguage } from "@amaliyat/ui/i18n";
import type { ReactNode } from "react";
import { useSectors } from "../../facts/index.ts";
import { useText } from "../text.ts";

type SectorMultiplesProps = { readonly figures: IntervalFigures; readonly limits: Limits };

/** The same small picture for each sector: 90 of 100 of each step, beside its target. */
export function SectorMultiples({ figures, limits }: SectorMultiplesProps): ReactNode {
  const text = useText();
  const { language } = useLanguage();
  const sectors = useSectors().data ?? [];
  const keys = [...new Set(figures.rows.filter(({ sample }) => sample > 0).map(({ key }) => key))];
  if (keys.length === 0) return <EmptyState title={text("intervals.none")} text={text("intervals.none_text")} />;
  return (
    <ul className="shifts-multiples">
      {keys.map((key) => (
        <li key={key} className="shifts-multiple">
          <h3 className="am-clip" title={sectors.find((one) => one.sectorId === key)?.names[language]}>
            <Bdi>{sectors.find((one) => one.sectorId === key)?.names[language] ?? text("unknown")}</Bdi>
          </h3>
          <SectorSteps rows={figures.rows.filter((row) => row.key === key)} limits={limits} />
        </li>
      ))}
    </ul>
  );
}

type SectorStepsProps = { readonly rows: IntervalFigures["rows"]; readonly limits: Limits };

function SectorSteps({ rows, limits }: SectorStepsProps): ReactNode {
  const text = useText();
  const format = useFormat();
  const { language } = useLanguage();
  return (
    <dl>
      {AIMED.map((interval) => {
        const row = rows.find((one) => one.interval === interval);
        const [p90, target] = [row?.p90 ?? null, stepTarget(limits, interval)];
        const tone = p90 === null || target === null ? "calm" : urgencyAgainst(target, p90);
        return (
          <div key={interval} className="shifts-multiple__step">
            <dt>{INTERVAL_LABELS[interval][language]}</dt>
            <dd>
              <TargetBar value={p90} target={target} tone={tone} />
              <span className={tone === "late" ? "am-attention am-strong" : undefined}>
                {p90 === null ? "–" : <Num>{format.duration(p90 * 1000)}</Num>}
                {tone === "late" && <span className="am-hidden-visually"> {text("intervals.beyond")}</span>}
              </span>
              <Num className="am-t3">{target === null ? "–" : format.duration(target * 1000)}</Num>
            </dd>
          </div>
        );
      })}
    </dl>
  );
}
