import type { InterventionRow } from "@amaliyat/contract/interventions";
import { marksOf, stateLabel } from "@amaliyat/domain/interventions";
import { Chip, classNames } from "@amaliyat/ui/controls";
import { OriginGlyph, PriorityGlyph } from "@amaliyat/ui/glyphs";
import { roomNow, useNow } from "@amaliyat/ui/hooks";
import { Bdi, Num, useLanguage } from "@amaliyat/ui/i18n";
import { memo, type ReactNode } from "react";
import {
  activeUnits,
  awaitsClosing,
  levelOf,
  shortReference,
  titleOf,
  Age,
  AttributeGlyphs,
  UnitMark,
  WaitMark,
  waitOfRow,
  useWaits,
} from "../../facts/index.ts";
import { useText } from "../text.ts";

export type QueueRowProps = {
  readonly row: InterventionRow;
  readonly place: string | null;
  readonly selected: boolean;
  readonly onSelect: (interventionId: string) => void;
  readonly onOpen: (interventionId: string) => void;
};

export const optionId = (interventionId: string): string => `queue-${interventionId}`;

/** One line of the queue. Redrawn only when its own row changes; its ages tick by themselves. */
export const QueueRow = memo(function QueueRow({ row, place, selected, onSelect, onOpen }: QueueRowProps): ReactNode {
  const text = useText();
  const { language } = useLanguage();
  const over = row.state !== "open";
  return (
    <div
      id={optionId(row.interventionId)}
      role="option"
      aria-selected={selected}
      tabIndex={-1}
      data-reference={row.reference}
      className={classNames("room-queue__row", over && "room-queue__row--over")}
      onPointerDown={() => onSelect(row.interventionId)}
      onDoubleClick={() => onOpen(row.interventionId)}
    >
      <span className="room-queue__glyph">
        <PriorityGlyph priority={levelOf(row.priority)} size={24} />
      </span>
      <span className="room-queue__title am-clip">{titleOf(row.subcategory, language)}</span>
      <Age since={Date.parse(row.openedAt)} className="room-queue__age" />
      <span className="room-queue__place am-clip">{place === null ? text("queue.no_place") : <Bdi>{place}</Bdi>}</span>
      <Num className="room-queue__reference">{shortReference(row.reference, roomNow())}</Num>
      <span className="room-queue__foot">
        <OriginGlyph origin={row.origin} size={15} />
        <AttributeGlyphs {...marksOf(row)} />
        {over ? <Chip tone="muted">{stateLabel(row)[language]}</Chip> : <Sent row={row} />}
      </span>
    </div>
  );
});

/** Units sent, and the most urgent wait, with its age against the limit. */
function Sent({ row }: { readonly row: InterventionRow }): ReactNode {
  const text = useText();
  const units = activeUnits(row);
  if (awaitsClosing(row)) return <Chip>{text("queue.to_close")}</Chip>;
  return (
    <>
      {units.slice(0, 3).map((one) => (
        <UnitMark key={one.assignmentId} assignment={one} />
      ))}
      {units.length > 3 && <Num>{`+${units.length - 3}`}</Num>}
      <RowWait row={row} />
    </>
  );
}

/** A leaf of its own, so that the second hand redraws it and not the row. */
function RowWait({ row }: { readonly row: InterventionRow }): ReactNode {
  const waiting = waitOfRow(row, useNow(), useWaits());
  return waiting && <WaitMark waiting={waiting} priority={row.priority} />;
}
