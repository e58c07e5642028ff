import type { Unit } from "@amaliyat/contract/dispatch";
import { ACTIVITY_LABELS, UNIT_STATUS_LABELS } from "@amaliyat/domain/dispatch";
import { classNames } from "@amaliyat/ui/controls";
import { UnitGlyph } from "@amaliyat/ui/glyphs";
import { useNow } from "@amaliyat/ui/hooks";
import { Bdi, Num, Time, useFormat, useLanguage, useUiText } from "@amaliyat/ui/i18n";
import type { ReactNode } from "react";
import {
  freshnessAt,
  isAtWork,
  outWords,
  positions,
  shortReference,
  statusNow,
  unitGlyphState,
  useInterventions,
  useSectors,
  worksOf,
} from "../../facts/index.ts";
import { select } from "../../selection/index.ts";
import { useText } from "../text.ts";
import { UnitNotes } from "./units-notes.tsx";

export const unitOptionId = (unitId: string): string => `unit-${unitId}`;

/** One unit: its state, its commitments, the age of its position; below, urgent matters. */
export function UnitLine({ unit, selected }: { readonly unit: Unit; readonly selected: boolean }): ReactNode {
  const format = useFormat();
  const now = useNow();
  const at = positions.of(unit.unitId)?.last.at ?? unit.position?.at ?? null;
  const positionAt = at === null ? null : Date.parse(at);
  const freshness = freshnessAt(positionAt, now);
  const isOld = freshness === "stale" || freshness === "lost";
  return (
    <div
      id={unitOptionId(unit.unitId)}
      role="option"
      aria-selected={selected}
      tabIndex={-1}
      data-unit={unit.code}
      data-freshness={freshness}
      className={classNames("room-units__line", unit.distress !== null && "room-units__line--distress")}
      onPointerDown={() => select({ kind: "unit", id: unit.unitId })}
    >
      <UnitGlyph state={unitGlyphState(unit, positionAt, now)} size={16} silent />
      <Num className="am-strong">{unit.code}</Num>
      <UnitDoes unit={unit} isOld={isOld} now={now} />
      <UnitWhere unit={unit} now={now} />
      <Num className={isOld ? "am-attention am-strong" : "am-t3"}>{format.roughAge(positionAt === null ? null : now - positionAt)}</Num>
      <UnitNotes unit={unit} freshness={freshness} now={now} />
    </div>
  );
}

type DoesProps = { readonly unit: Unit; readonly isOld: boolean; readonly now: number };

/** Its status or, more finely, its activity there. An old position is shown in place of a status that it makes doubtful. */
function UnitDoes({ unit, isOld, now }: DoesProps): ReactNode {
  const ui = useUiText();
  const { language } = useLanguage();
  const status = statusNow(unit, now);
  if (unit.distress !== null) return <span className="am-clip am-act am-strong">{ui("unit.distress")}</span>;
  if (isOld && !isAtWork(status) && status !== "unavailable") return <span className="am-clip am-attention">{ui("unit.stale")}</span>;
  const words = unit.activity === null ? UNIT_STATUS_LABELS[status][language] : ACTIVITY_LABELS[unit.activity][language];
  return <span className={classNames("am-clip", status === "unavailable" && "am-t3")}>{words}</span>;
}

/** Commitment of a unit: its interventions, the end of its reservation, its reason of absence, or its sector. */
function UnitWhere({ unit, now }: { readonly unit: Unit; readonly now: number }): ReactNode {
  const text = useText();
  const { language } = useLanguage();
  const rows = useInterventions().data;
  const sectors = useSectors().data;
  const [first, ...others] = worksOf(unit);
  const row = rows?.find((one) => one.interventionId === first);
  const status = statusNow(unit, now);
  if (first !== undefined) {
    return (
      <span className="am-t3 am-clip">
        {row && <Num>{shortReference(row.reference, now)}</Num>} {others.length > 0 && <Num>{`+${others.length}`}</Num>}
      </span>
    );
  }
  if (status === "reserved" && unit.reservedUntil !== null) {
    return (
      <span className="am-t2 am-clip">
        {text("units.until")} <Time at={Date.parse(unit.reservedUntil)} format="shortTime" />
      </span>
    );
  }
  const sector = sectors?.find(({ sectorId }) => sectorId === unit.sectorId)?.names[language];
  const words = status === "unavailable" ? outWords(unit, language) : sector;
  return <span className="am-t3 am-clip">{words ? <Bdi>{words}</Bdi> : null}</span>;
}
