import type { Problem } from "@amaliyat/contract/route";
import { shifts, type HandOver, type HandOverLine, type Shift } from "@amaliyat/contract/shifts";
import { SHIFT_KIND_LABELS } from "@amaliyat/domain/shifts";
import { Button, Select } from "@amaliyat/ui/controls";
import { Banner, EmptyState } from "@amaliyat/ui/feedback";
import { useNow } from "@amaliyat/ui/hooks";
import { isolate, useFormat, useLanguage } from "@amaliyat/ui/i18n";
import { Panel } from "@amaliyat/ui/layout";
import { useQuery, useQueryClient } from "@tanstack/react-query";
import FileText from "lucide-react/icons/file-text";
import NotebookPen from "lucide-react/icons/notebook-pen";
import { useState, type ReactNode } from "react";
import { ask } from "../../api/index.ts";
import { SHIFTS } from "../../facts/index.ts";
import { ListBody } from "../../lists/index.ts";
import { Refusal, useMay, useSession } from "../../session/index.ts";
import { handOverOf, mine, shiftList } from "../shift-queries.ts";
import { lastDays } from "../spans.ts";
import { useText } from "../text.ts";
import { CallsPanel } from "./calls-panel.tsx";
import { AlarmsSoFar, countsAlarms, DeskAlarms } from "./desk-alarms.tsx";
import { LogTable } from "./log-table.tsx";
import { MattersPanel, OpenWorkPanel } from "./matters-panel.tsx";
import { NoteBox } from "./note-box.tsx";
import { PaperView } from "./paper-view.tsx";
import { SignPanel } from "./sign-panel.tsx";

type ViewProps = { readonly open: string | null; readonly onOpen: (shiftId: string) => void };

const BEGUN: ReadonlySet<Shift["kind"]> = new Set(["running", "handing_over", "handed_over"]);
const goesOn = (shift: Shift): boolean => shift.kind !== "handed_over";

/** The shifts whose log a person reads, the one that runs first and then the newest. */
export function readable(all: readonly Shift[], running: Shift | null, covers: readonly string[]): readonly Shift[] {
  const begun = all.filter((shift) => BEGUN.has(shift.kind) && covers.includes(shift.sectorId));
  const rank = (shift: Shift): number => (shift.shiftId === running?.shiftId ? 0 : goesOn(shift) ? 1 : 2);
  return begun.toSorted((a, b) => rank(a) - rank(b) || Date.parse(b.from) - Date.parse(a.from));
}

/** The shift that a person would start with the second signature: the person's own next one in the sector. */
export function nextFor(all: readonly Shift[], shift: Shift, userId: string): Shift | null {
  const own = all.filter((one) => one.kind === "planned" && one.sectorId === shift.sectorId && one.chief.userId === userId);
  return own.toSorted((a, b) => Date.parse(a.from) - Date.parse(b.from))[0] ?? null;
}

/** The hand-over log of a shift: the one that runs, or one that was signed. */
export function HandOverView({ open, onOpen }: ViewProps): ReactNode {
  const text = useText();
  const list = useQuery(shiftList(lastDays(useNow(), 31)));
  const running = useQuery(mine).data?.shift ?? null;
  const { covers } = useSession();
  const choices = readable(list.data ?? [], running, covers);
  const chosen = open ?? choices[0]?.shiftId ?? null;
  return (
    <ListBody query={list} what={text("view.log")}>
      {(all) =>
        chosen === null ? (
          <div className="list-columns">
            <Panel title={text("view.log")} region className="list-main">
              <EmptyState icon={<NotebookPen size={24} />} title={text("log.none")} text={text("log.none_text")} />
            </Panel>
          </div>
        ) : (
          <OneLog key={chosen} shiftId={chosen} choices={choices} all={all} onOpen={onOpen} />
        )
      }
    </ListBody>
  );
}

type OneProps = {
  readonly shiftId: string;
  readonly choices: readonly Shift[];
  readonly all: readonly Shift[];
  readonly onOpen: (shiftId: string) => void;
};

function OneLog({ shiftId, choices, all, onOpen }: OneProps): ReactNode {
  const text = useText();
  const query = useQuery(handOverOf(shiftId));
  const [paper, setPaper] = useState(false);
  return (
    <ListBody query={query} what={text("view.log")}>
      {(held) =>
        paper ? (
          <PaperView held={held} onBack={() => setPaper(false)} />
        ) : (
          <Log held={held} choices={choices} all={all} onOpen={onOpen} onPaper={() => setPaper(true)} />
        )
      }
    </ListBody>
  );
}

type LogProps = Omit<OneProps, "shiftId"> & { readonly held: HandOver; readonly onPaper: () => void };

function Log({ held, choices, all, onOpen, onPaper }: LogProps): ReactNode {
  const text = useText();
  const format = useFormat();
  const { language } = useLanguage();
  const { userId } = useSession().user;
  const [correcting, setCorrecting] = useState<HandOverLine | null>(null);
  const client = useQueryClient();
  const [refused, setRefused] = useState<Problem | null>(null);
  const { shift, log, seal } = held;
  const pin = async (noteId: string): Promise<void> => {
    const answer = await ask(shifts.setMatter, { params: { noteId }, body: { open: true } });
    setRefused(answer.ok ? null : answer.error);
    await client.invalidateQueries({ queryKey: [...SHIFTS, "log"] });
  };
  const live = shift.kind === "running";
  const mayNote = useMay(shifts.note) && live;
  const options = choices.map((one) => ({
    value: one.shiftId,
    label: `${isolate(one.name)} · ${isolate(`${format.shortDay(Date.parse(one.from))} ${format.shortTime(Date.parse(one.from))}`)} · ${SHIFT_KIND_LABELS[one.kind][language]}`,
  }));
  return (
    <div className="list-columns">
      <Panel
        title={text("view.log")}
        count={log.lines.length}
        region
        className="list-main"
        actions={
          <>
            <Select size="s" aria-label={text("log.shift")} options={options} value={shift.shiftId} onChange={onOpen} />
            <Button size="s" icon={<FileText size={14} aria-hidden="true" />} onClick={onPaper}>
              {text("log.paper")}
            </Button>
          </>
        }
      >
        {seal === "changed" && <Banner tone="act" boxed title={text("seal.changed")} />}
        <Refusal problem={refused} />
        <LogTable log={log} acts={mayNote ? { correct: setCorrecting, pin: (noteId) => void pin(noteId) } : null} />
      </Panel>
      <div className="list-side shifts-side">
        {mayNote && <NoteBox sectorId={shift.sectorId} correcting={correcting} onDone={() => setCorrecting(null)} />}
        <MattersPanel log={log} live={mayNote} />
        <CallsPanel log={log} />
        <OpenWorkPanel log={log} />
        {countsAlarms(log) && (
          <Panel title={text("alarms.title")} region>
            {live ? <AlarmsSoFar log={log} text={text} format={format} /> : <DeskAlarms log={log} text={text} format={format} />}
          </Panel>
        )}
        <SignPanel held={held} next={nextFor(all, shift, userId)} />
      </div>
    </div>
  );
}
