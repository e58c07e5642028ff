import { interventions, type InterventionCard } from "@amaliyat/contract/interventions";
import { plans } from "@amaliyat/contract/plans";
import { Segmented } from "@amaliyat/ui/controls";
import { Panel } from "@amaliyat/ui/layout";
import { useQuery } from "@tanstack/react-query";
import { useState, type ReactNode } from "react";
import { checklistOf } from "../../plans/index.ts";
import { useMay } from "../../session/index.ts";
import { LogEntry } from "./log-entry.tsx";
import { isOfUnit, logLines, type LogLine } from "./log-lines.ts";
import { NoteBox } from "./note-box.tsx";
import { useText } from "../text.ts";

type Part = "all" | "notes" | "units";

const belongs = (line: LogLine, part: Part): boolean =>
  part === "all" || (part === "units" ? isOfUnit(line) : line.kind === "event" && line.event.kind === "noted");

/** The log of an intervention, newest first. Nothing is taken out of it: a correction is written below. */
export function LogPanel({ card }: { readonly card: InterventionCard }): ReactNode {
  const text = useText();
  const mayWrite = useMay(interventions.note) && (card.state === "open" || card.state === "closed");
  const [part, setPart] = useState<Part>("all");
  const plan = useQuery({ ...checklistOf(card.interventionId), enabled: useMay(plans.ofIntervention) }).data?.inUse;
  const lines = logLines(card, plan?.steps).filter((line) => belongs(line, part));
  const parts = (["all", "notes", "units"] as const).map((value) => ({ value, label: text(`log.part.${value}`) }));
  return (
    <Panel
      className="card-log"
      region
      title={text("log.title")}
      aside={text("log.newest_first")}
      actions={<Segmented size="s" label={text("log.title")} options={parts} value={part} onChange={setPart} />}
    >
      {mayWrite && <NoteBox card={card} />}
      <ol className="card-log__lines">
        {lines.map((line) => (
          <LogEntry key={line.key} line={line} />
        ))}
      </ol>
      <p className="card-log__end">{text("log.end")}</p>
    </Panel>
  );
}
