import type { Problem } from "@amaliyat/contract/route";
import { shifts, type CopiedRoster, type RosterLine } from "@amaliyat/contract/shifts";
import { addDays, localDay } from "@amaliyat/domain/calendar";
import { ROLE_LABELS } from "@amaliyat/domain/identity";
import { Button, DateTimeInput, IconButton, Segmented, Select } from "@amaliyat/ui/controls";
import { EmptyState, showToast } from "@amaliyat/ui/feedback";
import { roomNow } from "@amaliyat/ui/hooks";
import { searchItems, Time, useFormat, useLanguage } from "@amaliyat/ui/i18n";
import { Panel, Table } from "@amaliyat/ui/layout";
import { useQuery, useQueryClient } from "@tanstack/react-query";
import ChevronLeft from "lucide-react/icons/chevron-left";
import ChevronRight from "lucide-react/icons/chevron-right";
import { useState, type ReactNode } from "react";
import { ask } from "../../api/index.ts";
import { SHIFTS, useSectors } from "../../facts/index.ts";
import { ListBody, ListSearch, NoneFound } from "../../lists/index.ts";
import { Refusal, useMay, usePersonNames } from "../../session/index.ts";
import { useOwnSectors } from "../people.ts";
import { mine, rosterOf } from "../shift-queries.ts";
import { daysSpan, weekOf } from "../spans.ts";
import { useText } from "../text.ts";
import { CopyReport } from "./copy-report.tsx";
import { useRosterColumns } from "./roster-columns.tsx";
import { SeatForm } from "./seat-form.tsx";

const MODES = ["week", "moment"] as const;

/** Seats of people: the lines of a week, or the seats at any moment. */
export function RosterView(): ReactNode {
  const text = useText();
  const tree = useSectors();
  const sectors = useOwnSectors();
  const [asked, setAsked] = useState<string | null>(null);
  // The roster of the shift that runs is read most.
  const running = useQuery({ ...mine, enabled: useMay(shifts.mine) }).data?.shift?.sectorId;
  const first = sectors.find(({ value }) => value === running) ?? sectors[0];
  const sectorId = asked ?? first?.value ?? null;
  if (sectorId === null)
    return (
      <div className="list-columns">
        <Panel title={text("view.roster")} region className="list-main">
          <ListBody query={tree} what={text("view.roster")}>
            {() => <EmptyState title={text("roster.none")} />}
          </ListBody>
        </Panel>
      </div>
    );
  return <Roster sectorId={sectorId} onSector={setAsked} />;
}

function Roster({ sectorId, onSector }: { readonly sectorId: string; readonly onSector: (sectorId: string) => void }): ReactNode {
  const text = useText();
  const names = usePersonNames();
  const { language } = useLanguage();
  const sectors = useOwnSectors();
  const mayChange = useMay(shifts.seat);
  const [mode, setMode] = useState<(typeof MODES)[number]>("week");
  const [week, setWeek] = useState(() => weekOf(localDay(roomNow())));
  const [moment, setMoment] = useState<number | null>(() => roomNow());
  const [query, setQuery] = useState("");
  const [selected, setSelected] = useState<string | null>(null);
  const format = useFormat();
  const act = useRosterActs(sectorId);
  const span = daysSpan(week, addDays(week, 6));
  const at = new Date(moment ?? roomNow()).toISOString();
  const list = useQuery(mode === "week" ? rosterOf(sectorId, span.from, span.to) : rosterOf(sectorId, at, undefined));
  const columns = useRosterColumns(mayChange ? act.run : null);
  const rows = searchItems(list.data ?? [], query, (line) =>
    wordsOf(line, `${names.words(line.person.name)} ${ROLE_LABELS[line.role][language]}`),
  );
  const modes = MODES.map((value) => ({ value, label: text(`roster.${value}`) }));
  const report = act.report?.of === `${sectorId}/${week}` ? act.report : null;
  const copy = mayChange && mode === "week" && (
    <>
      {report && (
        <Button size="s" variant="quiet" onClick={() => act.open(true)}>
          {text("roster.left", { skipped: format.number(report.copied.left.length) })}
        </Button>
      )}
      <Button size="s" loading={act.busy} onClick={() => void act.copy(week)}>
        {text("roster.copy")}
      </Button>
    </>
  );
  return (
    <div className="list-columns">
      <Panel title={text("view.roster")} count={list.data?.length} region className="list-main" actions={copy || undefined}>
        <div className="list-filter">
          <ListSearch placeholder={text("roster.search")} value={query} onChange={setQuery} />
          <Select size="s" aria-label={text("roster.sector")} options={sectors} value={sectorId} onChange={onSector} />
          <Segmented size="s" label={text("roster.span")} options={modes} value={mode} onChange={setMode} />
          {mode === "week" ? (
            <WeekPicker week={week} onWeek={setWeek} />
          ) : (
            <span role="group" aria-label={text("roster.moment")}>
              <DateTimeInput value={moment} onChange={setMoment} />
            </span>
          )}
        </div>
        <Refusal problem={act.refused} />
        <ListBody query={list} what={text("view.roster")}>
          {(lines) => (
            <Table
              label={text("view.roster")}
              columns={columns}
              rows={rows}
              rowKey={(line) => line.lineId}
              selected={selected}
              onSelect={setSelected}
              rowHeight={48}
              empty={lines.length === 0 ? <EmptyState title={text("roster.none")} text={text("roster.none_text")} /> : <NoneFound />}
            />
          )}
        </ListBody>
      </Panel>
      {mayChange && <SeatForm key={sectorId} sectorId={sectorId} />}
      {report?.isOpen === true && <CopyReport copied={report.copied} onClose={() => act.open(false)} />}
    </div>
  );
}

const wordsOf = (line: RosterLine, said: string): string =>
  `${said} ${line.desk ?? ""} ${line.unitCode ?? ""} ${line.vehicle ?? ""} ${line.radio ?? ""}`;

/** Ending, taking off and copying, with the last refusal. */
function useRosterActs(sectorId: string) {
  const text = useText();
  const format = useFormat();
  const client = useQueryClient();
  const [refused, setRefused] = useState<Problem | null>(null);
  const [busy, setBusy] = useState(false);
  // Report of the last copy, and the sector and week that it is about.
  const [report, setReport] = useState<{ readonly of: string; readonly copied: CopiedRoster; readonly isOpen: boolean } | null>(null);
  const done = async (problem: Problem | null): Promise<void> => {
    setRefused(problem);
    setBusy(false);
    await client.invalidateQueries({ queryKey: [...SHIFTS, "roster"] });
  };
  const run = async (line: RosterLine, act: "end" | "remove"): Promise<void> => {
    const params = { lineId: line.lineId };
    const answer = await ask(act === "end" ? shifts.endSeat : shifts.removeSeat, { params });
    await done(answer.ok ? null : answer.error);
  };
  const copy = async (weekFrom: string): Promise<void> => {
    setBusy(true);
    const answer = await ask(shifts.copyRoster, { body: { sectorId, weekFrom } });
    await done(answer.ok ? null : answer.error);
    if (!answer.ok) return;
    const { taken, left } = answer.value;
    setReport(left.length === 0 ? null : { of: `${sectorId}/${weekFrom}`, copied: answer.value, isOpen: true });
    if (left.length === 0) showToast({ text: text("roster.copied", { taken: format.number(taken), skipped: format.number(0) }) });
  };
  const open = (isOpen: boolean): void => setReport((held) => held && { ...held, isOpen });
  return { refused, busy, run: (line: RosterLine, act: "end" | "remove") => void run(line, act), copy, report, open };
}

type WeekProps = { readonly week: string; readonly onWeek: (week: string) => void };

function WeekPicker({ week, onWeek }: WeekProps): ReactNode {
  const text = useText();
  const rtl = useLanguage().language === "ar";
  const [Back, On] = rtl ? [ChevronRight, ChevronLeft] : [ChevronLeft, ChevronRight];
  const span = daysSpan(week, addDays(week, 6));
  return (
    <span className="shifts-week" role="group" aria-label={text("roster.day")}>
      <IconButton label={text("roster.before")} icon={<Back size={16} aria-hidden="true" />} onClick={() => onWeek(addDays(week, -7))} />
      <span>
        <Time at={Date.parse(span.from)} format="shortDay" />–<Time at={Date.parse(span.to) - 1} format="shortDay" />
      </span>
      <IconButton label={text("roster.after")} icon={<On size={16} aria-hidden="true" />} onClick={() => onWeek(addDays(week, 7))} />
    </span>
  );
}
