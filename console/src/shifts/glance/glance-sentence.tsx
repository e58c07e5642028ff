import { INTERVAL_LABELS, type Sentence } from "@amaliyat/domain/shifts";
import { exhaustive } from "@amaliyat/domain/kernel";
import { useFormat, useLanguage } from "@amaliyat/ui/i18n";
import type { ReactNode } from "react";
import { useSectors } from "../../facts/index.ts";
import { useText } from "../text.ts";

/** One sentence of the glance, in the reader's language. */
export function GlanceSentence({ sentence }: { readonly sentence: Sentence }): ReactNode {
  const text = useText();
  const format = useFormat();
  const { language } = useLanguage();
  const sectors = useSectors().data ?? [];
  const n = (value: number): string => format.number(value);
  switch (sentence.kind) {
    case "quiet":
    case "unmeasured":
      return text(`glance.${sentence.kind}`);
    case "load": {
      const { opened, calls, peakFrom, atPeak, seats } = sentence;
      const hour = format.shortTime(peakFrom);
      return text(seats === 0 ? "glance.said_load_unseated" : "glance.said_load", {
        opened: n(opened),
        calls: n(calls),
        hour,
        work: n(atPeak),
        seats: n(seats),
      });
    }
    case "in_time":
      return text("glance.in_time", { sample: n(sentence.sample) });
    case "slow": {
      const { sectorId, interval, p90, target, others } = sentence;
      const sector = sectors.find((one) => one.sectorId === sectorId)?.names[language] ?? text("unknown");
      const said = text("glance.slow", {
        step: INTERVAL_LABELS[interval][language],
        sector,
        took: format.duration(p90 * 1000),
        target: format.duration(target * 1000),
      });
      return others === 0 ? said : `${said} ${text("glance.slow_others", { others: n(others) })}`;
    }
    case "pressing": {
      const { late, open, silent } = sentence;
      return text("glance.pressing", { late: n(late), open: n(open), silent: n(silent) });
    }
    case "calm":
      return text("glance.calm", { open: n(sentence.open) });
    default:
      return exhaustive(sentence);
  }
}
