import type { Unit } from "@amaliyat/contract/dispatch";
import { ACTIVITY_LABELS, OUT_REASON_LABELS, UNIT_STATUS_LABELS } from "@amaliyat/domain/dispatch";
import { classNames } from "@amaliyat/ui/controls";
import { EmptyState, LoadingState } from "@amaliyat/ui/feedback";
import { UnitGlyph } from "@amaliyat/ui/glyphs";
import { useNow } from "@amaliyat/ui/hooks";
import { Bdi, Num, useFormat, useLanguage, useUiText } from "@amaliyat/ui/i18n";
import { Panel } from "@amaliyat/ui/layout";
import { useNavigate } from "@tanstack/react-router";
import { useMemo, type KeyboardEvent, type ReactNode } from "react";
import { shortReference } from "../interventions/facts.ts";
import { positions, useInterventions, useSectors, useUnits } from "../live/index.ts";
import { select, useSelectedId } from "../selection/index.ts";
import { QueryFailed } from "../states/index.ts";
import { nextInQueue } from "./queue-keys.ts";
import { useText } from "./text.ts";
import { inUnitOrder, isStale, unitGlyphState } from "./unit-state.ts";
import { useHold } from "./use-hold.ts";

const unitOptionId = (unitId: string): string => `unit-${unitId}`;

/** The patrols with what they do and how old their position is. */
export function UnitsPanel(): ReactNode {
  const text = useText();
  const format = useFormat();
  const query = useUnits();
  const units = query.data;
  const free = units?.filter((unit) => unit.status === "available").length ?? 0;
  const aside = units && text("units.free", { free: format.number(free), all: format.number(units.length) });
  return (
    <Panel
      className="room-units"
      region
      title={text("units.title")}
      aside={aside}
      actions={<span className="am-t3 am-small">{text("units.position_age")}</span>}
    >
      {query.isError && !units ? (
        <QueryFailed query={query} />
      ) : !units ? (
        <LoadingState what={text("units.title")} lines={6} />
      ) : units.length === 0 ? (
        <EmptyState title={text("units.empty")} text={text("units.empty_text")} />
      ) : (
        <UnitList units={units} />
      )}
    </Panel>
  );
}

function UnitList({ units }: { readonly units: readonly Unit[] }): ReactNode {
  const text = useText();
  const navigate = useNavigate();
  const order = useMemo(() => inUnitOrder(units).map((unit) => unit.unitId), [units]);
  const hold = useHold(order);
  const chosen = useSelectedId("unit");
  const byId = useMemo(() => new Map(units.map((unit) => [unit.unitId, unit])), [units]);
  const ids = [...new Set([...(hold.held ?? order), ...order])];
  const active = chosen !== null && byId.has(chosen) ? chosen : null;
  const onKeyDown = (event: KeyboardEvent): void => {
    if (event.ctrlKey || event.metaKey || event.altKey) return;
    const next = nextInQueue(ids, active, event.key);
    const interventionId = active === null ? null : (byId.get(active)?.interventionId ?? null);
    if (next !== null) {
      select({ kind: "unit", id: next });
      document.getElementById(unitOptionId(next))?.scrollIntoView({ block: "nearest" });
    } else if (event.key === "Enter" && interventionId !== null)
      void navigate({ to: "/interventions/$interventionId", params: { interventionId }, search: {} });
    else return;
    event.preventDefault();
  };
  return (
    <div
      role="listbox"
      aria-label={text("units.title")}
      tabIndex={0}
      className="room-units__list"
      aria-activedescendant={active === null ? undefined : unitOptionId(active)}
      onKeyDown={onKeyDown}
      {...hold.props}
    >
      {ids.map((id) => {
        const unit = byId.get(id);
        return unit && <UnitLine key={id} unit={unit} selected={id === active} />;
      })}
    </div>
  );
}

function UnitLine({ unit, selected }: { readonly unit: Unit; readonly selected: boolean }): ReactNode {
  const ui = useUiText();
  const format = useFormat();
  const { language } = useLanguage();
  const now = useNow();
  const at = positions.of(unit.unitId)?.last.at ?? unit.position?.at ?? null;
  const positionAt = at === null ? null : Date.parse(at);
  const stale = isStale(positionAt, now);
  return (
    <div
      id={unitOptionId(unit.unitId)}
      role="option"
      aria-selected={selected}
      tabIndex={-1}
      data-unit={unit.code}
      className={classNames("room-units__line", stale && "room-units__line--stale", unit.status === "unavailable" && "am-t3")}
      onPointerDown={() => select({ kind: "unit", id: unit.unitId })}
    >
      <UnitGlyph state={unitGlyphState(unit, positionAt, now)} size={16} silent />
      <Num className="am-strong">{unit.code}</Num>
      <span className="am-clip">
        {stale
          ? ui("unit.stale")
          : unit.activity === null
            ? UNIT_STATUS_LABELS[unit.status][language]
            : ACTIVITY_LABELS[unit.activity][language]}
      </span>
      <UnitWhere unit={unit} />
      <Num className={stale ? "am-attention am-strong" : "am-t3"}>{format.roughAge(positionAt === null ? null : now - positionAt)}</Num>
    </div>
  );
}

/** What binds it: the intervention, the reason it is away, or its sector. */
function UnitWhere({ unit }: { readonly unit: Unit }): ReactNode {
  const { language } = useLanguage();
  const rows = useInterventions().data;
  const sectors = useSectors().data;
  const now = useNow();
  const row = unit.interventionId === null ? undefined : rows?.find((one) => one.interventionId === unit.interventionId);
  if (row) return <Num className="am-t3">{shortReference(row.reference, now)}</Num>;
  const words =
    unit.status === "unavailable" && unit.outReason !== null
      ? OUT_REASON_LABELS[unit.outReason][language]
      : sectors?.find((sector) => sector.sectorId === unit.sectorId)?.names[language];
  return <span className="am-t3 am-clip">{words ? <Bdi>{words}</Bdi> : null}</span>;
}
