import type { Problem } from "@amaliyat/contract/route";
import { shifts, type Shift } from "@amaliyat/contract/shifts";
import { isOverdue, SHIFT_KIND_LABELS } from "@amaliyat/domain/shifts";
import { addDays, localDay } from "@amaliyat/domain/calendar";
import { Button, Field, TextInput } from "@amaliyat/ui/controls";
import { EmptyState } from "@amaliyat/ui/feedback";
import { useNow } from "@amaliyat/ui/hooks";
import { Bdi, isolate, searchItems, Time, useLanguage } from "@amaliyat/ui/i18n";
import { ConfirmDialog, Panel, Table, type Column } from "@amaliyat/ui/layout";
import { useQuery, useQueryClient } from "@tanstack/react-query";
import CalendarPlus from "lucide-react/icons/calendar-plus";
import { useState, type ReactNode } from "react";
import { ask } from "../../api/index.ts";
import { SHIFTS } from "../../facts/index.ts";
import { ListBody, ListSearch } from "../../lists/index.ts";
import { PersonName, Refusal, usePersonNames, useSession } from "../../session/index.ts";
import { useSectorName } from "../people.ts";
import { shiftList } from "../shift-queries.ts";
import { daysSpan } from "../spans.ts";
import { useText } from "../text.ts";
import { ShiftForm } from "./shift-form.tsx";

/** The shifts of a month around today: planned, running and handed over. */
export function PlanView({ onLog }: { readonly onLog: (shiftId: string) => void }): ReactNode {
  const text = useText();
  const today = localDay(useNow());
  const list = useQuery(shiftList(daysSpan(addDays(today, -14), addDays(today, 30))));
  const [query, setQuery] = useState("");
  const names = usePersonNames();
  const [selected, setSelected] = useState<string | null>(null);
  const columns = useColumns();
  const sectorName = useSectorName();
  const chosen = list.data?.find((shift) => shift.shiftId === selected) ?? null;
  const rows = searchItems(
    list.data ?? [],
    query,
    (shift) => `${shift.name} ${names.words(shift.chief.name)} ${shift.sectorId} ${sectorName(shift.sectorId)}`,
  );
  return (
    <div className="list-columns">
      <Panel
        title={text("view.plan")}
        count={list.data?.length}
        region
        className="list-main"
        actions={
          <Button size="s" variant="primary" icon={<CalendarPlus size={14} aria-hidden="true" />} onClick={() => setSelected(null)}>
            {text("plan.new")}
          </Button>
        }
      >
        <div className="list-filter">
          <ListSearch placeholder={text("plan.search")} value={query} onChange={setQuery} />
        </div>
        <ListBody query={list} what={text("view.plan")}>
          {() => (
            <Table
              label={text("view.plan")}
              columns={columns}
              rows={rows}
              rowKey={(shift) => shift.shiftId}
              selected={selected}
              onSelect={setSelected}
              onOpen={(shift) => shift.started && onLog(shift.shiftId)}
              empty={<EmptyState title={text("plan.none")} text={text("plan.none_text")} />}
            />
          )}
        </ListBody>
      </Panel>
      {chosen === null || chosen.kind === "planned" ? (
        <ShiftForm
          key={chosen?.shiftId ?? "new"}
          shift={chosen}
          acts={chosen && <PlannedActs shift={chosen} onLog={onLog} />}
          onDone={setSelected}
        />
      ) : (
        <section className="am-panel list-side">
          <EmptyState
            title={<Bdi>{chosen.name}</Bdi>}
            text={chosen.reason ?? undefined}
            act={chosen.started && <Button onClick={() => onLog(chosen.shiftId)}>{text("plan.open_log")}</Button>}
          />
        </section>
      )}
    </div>
  );
}

/** Starting and cancelling a shift that is planned. */
function PlannedActs({ shift, onLog }: { readonly shift: Shift; readonly onLog: (shiftId: string) => void }): ReactNode {
  const text = useText();
  const names = usePersonNames();
  const client = useQueryClient();
  const [refused, setRefused] = useState<Problem | null>(null);
  const [reason, setReason] = useState<string | null>(null);
  const [inPlace, setInPlace] = useState<string | null>(null);
  const isChief = useSession().user.userId === shift.chief.userId;
  const params = { shiftId: shift.shiftId };
  const { version } = shift;
  const done = async (problem: Problem | null): Promise<void> => {
    setRefused(problem);
    await client.invalidateQueries({ queryKey: SHIFTS });
  };
  const start = async (): Promise<void> => {
    const answer = await ask(shifts.start, { params, body: { version, ...(inPlace === null ? {} : { reason: inPlace }) } });
    await done(answer.ok ? null : answer.error);
    // A chief who leads elsewhere may start this one too, and says why.
    if (!answer.ok && answer.error.code === "shift.chief_elsewhere") setInPlace((said) => said ?? "");
    if (answer.ok) onLog(shift.shiftId);
  };
  const cancel = async (): Promise<void> => {
    const answer = await ask(shifts.cancel, { params, body: { version, reason: reason ?? "" } });
    await done(answer.ok ? null : answer.error);
    if (answer.ok) setReason(null);
  };
  return (
    <>
      <Button onClick={() => (isChief ? void start() : setInPlace(""))}>{text("plan.start")}</Button>
      <Button variant="quiet" onClick={() => setReason("")}>
        {text("plan.cancel")}
      </Button>
      <Refusal problem={refused} />
      <ConfirmDialog
        open={inPlace !== null}
        title={isChief ? text("plan.start") : text("plan.in_place", { name: isolate(names.shown(shift.chief.name)) })}
        verb={text("plan.start")}
        disabledReason={(inPlace ?? "").trim() === "" ? text("sign.reason") : undefined}
        onConfirm={() => void start()}
        onCancel={() => setInPlace(null)}
      >
        <Field label={text("sign.reason")} hint={text(isChief ? "plan.anyway_hint" : "plan.in_place_hint")} required>
          <TextInput value={inPlace ?? ""} maxLength={200} onChange={setInPlace} />
        </Field>
        <Refusal problem={refused} />
      </ConfirmDialog>
      <ConfirmDialog
        open={reason !== null}
        title={text("plan.cancel")}
        verb={text("plan.cancel")}
        tone="danger"
        disabledReason={(reason ?? "").trim() === "" ? text("sign.reason") : undefined}
        onConfirm={() => void cancel()}
        onCancel={() => setReason(null)}
      >
        <Field label={text("sign.reason")} required>
          <TextInput value={reason ?? ""} maxLength={200} onChange={setReason} />
        </Field>
      </ConfirmDialog>
    </>
  );
}

function useColumns(): readonly Column<Shift>[] {
  const text = useText();
  const names = usePersonNames();
  const sectorName = useSectorName();
  const { language } = useLanguage();
  const now = useNow();
  return [
    {
      id: "name",
      header: text("plan.name"),
      renderCell: (shift) => <Bdi className="am-strong">{shift.name}</Bdi>,
      sortValue: (shift) => shift.name,
    },
    { id: "sector", header: text("roster.sector"), width: "190px", renderCell: (shift) => <Bdi>{sectorName(shift.sectorId)}</Bdi> },
    {
      id: "from",
      header: text("roster.from"),
      width: "200px",
      renderCell: (shift) => <Time at={Date.parse(shift.from)} format="dateTime" />,
      sortValue: (shift) => Date.parse(shift.from),
    },
    { id: "to", header: text("roster.to"), width: "100px", renderCell: (shift) => <Time at={Date.parse(shift.to)} format="shortTime" /> },
    {
      id: "chief",
      header: text("plan.chief"),
      renderCell: (shift) => <PersonName name={shift.chief.name} />,
      sortValue: (shift) => names.shown(shift.chief.name),
    },
    {
      id: "state",
      header: text("plan.state"),
      width: "200px",
      renderCell: (shift) =>
        isOverdue({ kind: shift.kind, to: Date.parse(shift.to) }, now) ? text("overdue") : SHIFT_KIND_LABELS[shift.kind][language],
    },
  ];
}
