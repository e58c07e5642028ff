import type { Advised, Assignment } from "@amaliyat/contract/dispatch";
import { ASSIGNMENT_KIND_LABELS, RANK_REASON_LABELS, UNIT_STATUS_LABELS, type RankReason } from "@amaliyat/domain/dispatch";
import { Button, Chip, classNames } from "@amaliyat/ui/controls";
import { UnitGlyph } from "@amaliyat/ui/glyphs";
import { roomNow } from "@amaliyat/ui/hooks";
import { Num, useFormat, useLanguage, useUiText } from "@amaliyat/ui/i18n";
import { Menu } from "@amaliyat/ui/layout";
import type { ReactNode } from "react";
import { unitGlyphState } from "../room/unit-state.ts";
import { maySend } from "./may-send.ts";
import { Age } from "./age.tsx";
import { useText } from "./text.ts";
import { reportsFrom, type Report } from "./reports.ts";
import { unitStateOf } from "./unit-marks.tsx";

export type AdviceTableProps = {
  readonly advice: readonly Advised[];
  /** The units already sent to this intervention. */
  readonly mine: readonly Assignment[];
  readonly digits: ReadonlyMap<string, number>;
  readonly armed: boolean;
  readonly busy: boolean;
  readonly onAssign: (unitId: string) => void;
  readonly onWithdraw: (assignment: Assignment) => void;
  /** The next step of a unit, on its word by radio. */
  readonly onReport: (assignment: Assignment, status: Report) => void;
};

/** Reasons that speak against a unit. */
const AGAINST: ReadonlySet<RankReason> = new Set([
  "position_stale",
  "position_lost",
  "position_unknown",
  "other_sector",
  "leaves_sector_empty",
  "busy_shift",
  "no_road",
  "distress",
]);

export function AdviceTable(props: AdviceTableProps): ReactNode {
  const text = useText();
  const sent = new Set(props.mine.map((one) => one.unitId));
  const lines = [...props.advice.filter((one) => sent.has(one.unit.unitId)), ...props.advice.filter((one) => !sent.has(one.unit.unitId))];
  return (
    <div className="am-table-box">
      <table className="am-table card-advice__table">
        <thead>
          <tr>
            {(["unit", "state", "time", "distance", "why", "position_age", "act"] as const).map((column) => (
              <th key={column} scope="col" className="am-table__head">
                {column === "act" ? (
                  <span className="am-hidden-visually">{text("advice.column.act")}</span>
                ) : (
                  text(`advice.column.${column}`)
                )}
              </th>
            ))}
          </tr>
        </thead>
        <tbody>
          {lines.map((one) => (
            <AdviceLine
              key={one.unit.unitId}
              one={one}
              assignment={props.mine.find((each) => each.unitId === one.unit.unitId)}
              {...props}
            />
          ))}
        </tbody>
      </table>
    </div>
  );
}

type LineProps = AdviceTableProps & { readonly one: Advised; readonly assignment: Assignment | undefined };

function AdviceLine(props: LineProps): ReactNode {
  const { one, assignment, digits } = props;
  const text = useText();
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
  const off = !assignment && !maySend(one);
  return (
    <tr className={classNames("am-table__row", assignment && "card-advice__mine", off && "am-t3")} data-unit={one.unit.code}>
      <td className="am-table__cell">
        <span className="interventions-unit">
          <UnitGlyph state={glyph} size={16} silent />
          <Num className="am-strong">{one.unit.code}</Num>
        </span>
      </td>
      <td className={classNames("am-table__cell", stale && "am-attention")}>
        {state}
        {assignment?.state === "assigned" && (
          <div className="am-attention am-small">
            {text("advice.not_accepted")} <Age since={Date.parse(assignment.assignedAt)} />
          </div>
        )}
      </td>
      <td className="am-table__cell">
        <Num className="card-advice__time">{one.seconds === null ? format.duration(null) : format.duration(roundTime(one.seconds))}</Num>
      </td>
      <td className="am-table__cell">
        <Num>{one.distanceM === null ? "–" : format.distance(one.distanceM)}</Num>
      </td>
      <td className="am-table__cell">
        <span className="card-advice__why">
          {reasonsOf(one, assignment).map((reason) => (
            <Chip key={reason} tone={AGAINST.has(reason) ? "attention" : "normal"}>
              {RANK_REASON_LABELS[reason][language]}
            </Chip>
          ))}
        </span>
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

/** A unit sent here is not «already assigned» to something else; only what speaks against it stays. */
const reasonsOf = (one: Advised, assignment: Assignment | undefined): readonly RankReason[] =>
  assignment ? one.reasons.filter((reason) => AGAINST.has(reason)) : one.reasons;

/** Whole minutes from one minute on: an estimate by straight line is not good to the second. */
const roundTime = (seconds: number): number => (seconds < 60 ? seconds : Math.round(seconds / 60) * 60) * 1000;

type SentProps = Pick<AdviceTableProps, "onWithdraw" | "onReport"> & { readonly assignment: Assignment };

/** What can be done with a unit sent here: write down what it says by radio, or take it back. */
function SentAct({ assignment, onWithdraw, onReport }: SentProps): ReactNode {
  const text = useText();
  const { language } = useLanguage();
  const reports = reportsFrom(assignment.state).map((status) => ({
    id: status,
    label: ASSIGNMENT_KIND_LABELS[status][language],
    icon: <UnitGlyph state={unitStateOf(status)} size={16} silent />,
    act: () => onReport(assignment, status),
  }));
  return (
    <>
      <Menu
        label={text("advice.report")}
        items={reports}
        align="end"
        renderButton={(attributes) => (
          <Button size="s" {...attributes}>
            {text("advice.report")}
          </Button>
        )}
      />
      <Button size="s" onClick={() => onWithdraw(assignment)}>
        {text("act.withdraw")}
      </Button>
    </>
  );
}

type SendProps = {
  readonly one: Advised;
  readonly digit: number | undefined;
  readonly armed: boolean;
  readonly busy: boolean;
  readonly onAssign: (unitId: string) => void;
};

function SendAct({ one, digit, armed, busy, onAssign }: SendProps): ReactNode {
  const text = useText();
  if (!maySend(one)) return <span className="am-small am-t3">{text("advice.by_radio")}</span>;
  const shortcut = digit === undefined ? undefined : `Digit${digit}`;
  return (
    <Button
      size="s"
      variant={armed && digit !== undefined ? "primary" : "normal"}
      shortcut={shortcut}
      disabled={busy}
      onClick={() => onAssign(one.unit.unitId)}
    >
      {text("advice.assign")}
    </Button>
  );
}
