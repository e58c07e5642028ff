import type { Assignment, Unit } from "@amaliyat/contract/dispatch";
import { urgencyOf, type Freshness } from "@amaliyat/domain/dispatch";
import { Chip } from "@amaliyat/ui/controls";
import { Num, useFormat } from "@amaliyat/ui/i18n";
import Radio from "lucide-react/icons/radio";
import type { ReactNode } from "react";
import {
  checkInUrgency,
  UnreadMark,
  unreadSinceOf,
  UrgencyChip,
  useInterventions,
  useWaits,
  type Waiting,
  WaitMark,
  waitOfAssignment,
  worksOf,
} from "../../facts/index.ts";
import type { Priority } from "@amaliyat/domain/interventions";
import { PersonName } from "../../session/index.ts";
import { useText } from "../text.ts";

type NotesProps = { readonly unit: Unit; readonly freshness: Freshness; readonly now: number };

/** Urgent facts on a unit, in a line below it: call for help, unread danger, check-in, slow step, lost position. */
export function UnitNotes({ unit, freshness, now }: NotesProps): ReactNode {
  const text = useText();
  const format = useFormat();
  const checkIn = checkInUrgency(unit, now);
  const pressing = usePressing(unit, now);
  const unread = useUnread(unit);
  const isHeard = checkIn === null || checkIn === "calm";
  const isLost = freshness === "lost" && unit.status !== "unavailable";
  if (unit.distress === null && isHeard && pressing.length === 0 && unread.length === 0 && !isLost) return null;
  return (
    <span className="room-units__notes">
      {unit.distress !== null && (
        <span className="am-act am-small">
          {text("units.calls_since")} <Num>{format.age(now - Date.parse(unit.distress.at))}</Num>
          {unit.distress.takenUpBy !== null && (
            <>
              {" · "}
              {text("units.taken_up_by")} <PersonName name={unit.distress.takenUpBy} />
            </>
          )}
        </span>
      )}
      {unread.map((one) => (
        <UnreadMark key={one.assignmentId} assignment={one} />
      ))}
      {!isHeard && unit.checkInDue !== null && (
        <UrgencyChip urgency={checkIn}>
          {text("units.check_in")} <Num>{format.age(Math.abs(Date.parse(unit.checkInDue) - now))}</Num>
        </UrgencyChip>
      )}
      {pressing.map(({ waiting, priority }) => (
        <WaitMark key={waiting.wait} waiting={waiting} priority={priority} />
      ))}
      {isLost && (
        <Chip tone="attention" icon={<Radio size={14} aria-hidden="true" />}>
          {text("units.ask_by_radio")}
        </Chip>
      )}
    </span>
  );
}

/** Its assignments of which its crew has not read a danger. */
function useUnread(unit: Unit): readonly Assignment[] {
  const works = new Set(worksOf(unit));
  const rows = useInterventions().data?.filter((row) => works.has(row.interventionId)) ?? [];
  return rows.flatMap(({ units }) => units.filter((one) => one.unitId === unit.unitId && unreadSinceOf(one) !== null));
}

/** The waits of its assignments that near their limit. */
function usePressing(unit: Unit, now: number): { readonly waiting: Waiting; readonly priority: Priority }[] {
  const works = new Set(worksOf(unit));
  const waits = useWaits();
  const rows = useInterventions().data?.filter((row) => works.has(row.interventionId)) ?? [];
  return rows.flatMap(({ units, priority }) =>
    units.flatMap((one) => {
      const waiting = one.unitId === unit.unitId ? waitOfAssignment(one) : null;
      const presses = waiting !== null && urgencyOf(waiting.wait, priority, now - waiting.since, waits) !== "calm";
      return presses ? [{ waiting, priority }] : [];
    }),
  );
}
