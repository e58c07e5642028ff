import type { Problem } from "@amaliyat/contract/route";
import { shifts } from "@amaliyat/contract/shifts";
import { addDays, isPeriod, localDay } from "@amaliyat/domain/calendar";
import { INTERVAL_GROUPS, type IntervalGroup } from "@amaliyat/domain/shifts";
import { Button, DateInput, Segmented } from "@amaliyat/ui/controls";
import { roomNow } from "@amaliyat/ui/hooks";
import { useLanguage } from "@amaliyat/ui/i18n";
import { Panel } from "@amaliyat/ui/layout";
import { useQuery } from "@tanstack/react-query";
import Braces from "lucide-react/icons/braces";
import Sheet from "lucide-react/icons/sheet";
import { useState, type ReactNode } from "react";
import { download, saveFile } from "../../download/index.ts";
import { ListBody } from "../../lists/index.ts";
import { Refusal } from "../../session/index.ts";
import { limitsInForce } from "../../facts/index.ts";
import { intervalsOf } from "../shift-queries.ts";
import { dayParts, daysSpan, dayText } from "../spans.ts";
import { useText } from "../text.ts";
import { IntervalTable } from "./interval-table.tsx";

/** Duration of each step in a period, split as chosen, against the targets. */
export function IntervalsView(): ReactNode {
  const text = useText();
  const { language } = useLanguage();
  const [days, setDays] = useState(() => {
    const today = localDay(roomNow());
    return { from: addDays(today, -29), to: today };
  });
  const [by, setBy] = useState<IntervalGroup>("all");
  const [refused, setRefused] = useState<Problem | null>(null);
  const good = isPeriod(days);
  const span = daysSpan(days.from, good ? days.to : days.from);
  const figures = useQuery({ ...intervalsOf(span, by), enabled: good });
  const limits = useQuery(limitsInForce);
  const name = `intervals-${days.from}-${days.to}-${by}`;
  const csv = async (): Promise<void> => {
    const answer = await download(shifts.intervalsCsv, { query: { ...span, by, language } }, `${name}-${language}.csv`);
    setRefused(answer.ok ? null : answer.error);
  };
  const json = (): void => {
    if (figures.data) saveFile(`${name}.json`, new Blob([`${JSON.stringify(figures.data, null, 2)}\n`], { type: "application/json" }));
  };
  const groups = INTERVAL_GROUPS.map((value) => ({ value, label: text(`intervals.group.${value}`) }));
  return (
    <div className="list-columns">
      <Panel
        title={text("view.intervals")}
        count={figures.data?.interventions}
        aside={text("intervals.none_text")}
        region
        className="list-main"
        actions={
          <>
            <Button size="s" icon={<Sheet size={14} aria-hidden="true" />} onClick={() => void csv()}>
              {text("intervals.csv")}
            </Button>
            <Button size="s" icon={<Braces size={14} aria-hidden="true" />} onClick={json}>
              {text("intervals.json")}
            </Button>
          </>
        }
      >
        <div className="list-filter">
          <span className="shifts-days">
            <DateInput
              label={text("intervals.from")}
              value={dayParts(days.from)}
              onChange={(day) => day && setDays({ ...days, from: dayText(day) })}
            />
            <DateInput
              label={text("intervals.to")}
              value={dayParts(days.to)}
              onChange={(day) => day && setDays({ ...days, to: dayText(day) })}
            />
          </span>
          <Segmented size="s" label={text("intervals.by")} options={groups} value={by} onChange={setBy} />
          {!good && <span className="am-act am-small">{text("intervals.wrong")}</span>}
        </div>
        <Refusal problem={refused} />
        <ListBody query={figures} what={text("view.intervals")}>
          {(data) => <IntervalTable figures={data} limits={limits.data ?? null} />}
        </ListBody>
      </Panel>
    </div>
  );
}
