import type { Assignment } from "@amaliyat/contract/dispatch";
import { ASSIGNMENT_KIND_LABELS, UNIT_KIND_LABELS, UNIT_STATUS_LABELS } from "@amaliyat/domain/dispatch";
import type { Priority } from "@amaliyat/domain/interventions";
import { classNames } from "@amaliyat/ui/controls";
import { UnitGlyph } from "@amaliyat/ui/glyphs";
import { roomNow } from "@amaliyat/ui/hooks";
import { Num, useFormat, useLanguage, useUiText } from "@amaliyat/ui/i18n";
import type { ReactNode } from "react";
import { unitGlyphState, UnreadMark, unitStateOf, useWaits, WaitMark, isSaid, waitOfAssignment } from "../../facts/index.ts";
import { AdviceSum, AdviceWhy } from "./advice-why.tsx";
import { SendAct, SentAct, type SendProps, type SentProps } from "./advice-acts.tsx";
import { sendable } from "./may-send.ts";

export type AdviceLineProps = Omit<SendProps, "digit"> &
  Omit<SentProps, "assignment"> & {
    readonly digits: ReadonlyMap<string, number>;
    readonly priority: Priority;
    /** Its assignment to this intervention. */
    readonly assignment: Assignment | undefined;
  };

/** One unit weighed: its kind and skills, its arrival, the reasons for its rank, and the way to send it. */
export function AdviceLine(props: AdviceLineProps): ReactNode {
  const { one, assignment, digits, priority } = props;
  const ui = useUiText();
  const format = useFormat();
  const { language } = useLanguage();
  const at = one.positionAgeMs === null ? null : roomNow() - one.positionAgeMs;
  const glyph = assignment ? unitStateOf(assignment.state) : unitGlyphState(one.unit, at, roomNow());
  const stale = glyph === "stale";
  const state = assignment
    ? ASSIGNMENT_KIND_LABELS[assignment.state][language]
    : stale
      ? ui("unit.stale")
      : UNIT_STATUS_LABELS[one.unit.status][language];
  const off = !assignment && sendable(one) === "never";
  const waits = useWaits();
  const waiting = assignment && waitOfAssignment(assignment);
  return (
    <tr className={classNames("am-table__row", assignment && "card-advice__mine", off && "am-t3")} data-unit={one.unit.code}>
      <td className="am-table__cell">
        <span className="interventions-unit">
          <UnitGlyph state={glyph} size={16} silent />
          <Num className="am-strong">{one.unit.code}</Num>
        </span>
        <div className="am-small am-t3">{UNIT_KIND_LABELS[one.unit.kind][language]}</div>
      </td>
      <td className={classNames("am-table__cell", stale && "am-attention")}>
        {state}
        {assignment && (
          <div>
            <UnreadMark assignment={assignment} />
          </div>
        )}
        {waiting && isSaid(waiting, priority, roomNow(), waits) && (
          <div>
            <WaitMark waiting={waiting} priority={priority} />
          </div>
        )}
      </td>
      <td className="am-table__cell">
        <Num className="card-advice__time">{one.seconds === null ? format.duration(null) : format.duration(roundTime(one.seconds))}</Num>
        {one.distanceM !== null && (
          <div className="am-small am-t3">
            <Num>{format.distance(one.distanceM)}</Num>
          </div>
        )}
      </td>
      <td className="am-table__cell">
        <AdviceSum one={one} />
      </td>
      <td className="am-table__cell">
        <AdviceWhy one={one} assignment={assignment} />
      </td>
      <td className={classNames("am-table__cell", stale && "am-attention")}>
        <Num>{format.roughAge(one.positionAgeMs)}</Num>
      </td>
      <td className="am-table__cell">
        <div className="card-advice__act">
          {assignment ? <SentAct {...props} assignment={assignment} /> : <SendAct {...props} digit={digits.get(one.unit.unitId)} />}
        </div>
      </td>
    </tr>
  );
}

/** Whole minutes from one minute on: an estimate by straight line is not good to the second. */
const roundTime = (seconds: number): number => (seconds < 60 ? seconds : Math.round(seconds / 60) * 60) * 1000;
