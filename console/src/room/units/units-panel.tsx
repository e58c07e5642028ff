import { dispatch, type Unit } from "@amaliyat/contract/dispatch";
import { EmptyState, LoadingState } from "@amaliyat/ui/feedback";
import { roomNow, useNow } from "@amaliyat/ui/hooks";
import { useFormat } from "@amaliyat/ui/i18n";
import { Panel } from "@amaliyat/ui/layout";
import { useEffect, useMemo, useRef, type KeyboardEvent, type ReactNode } from "react";
import { select, useSelectedId, nextInQueue } from "../../selection/index.ts";
import { useMay, useSession } from "../../session/index.ts";
import { QueryFailed } from "../../states/index.ts";
import { useText } from "../text.ts";
import { inUnitOrder, isFree, useUnits } from "../../facts/index.ts";
import { useUnitActs } from "./units-acts.tsx";
import { ChosenUnit } from "./units-chosen.tsx";
import { actsOf, unitActs, type UnitAct } from "./units-keys.ts";
import { UnitLine, unitOptionId } from "./units-line.tsx";
import { useHold } from "../use-hold.ts";

/** The patrols with their state and the age of their position. */
export function UnitsPanel(): ReactNode {
  const text = useText();
  const format = useFormat();
  const query = useUnits();
  const now = useNow();
  const units = query.data;
  const free = units?.filter((unit) => isFree(unit, now)).length ?? 0;
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

/** The lines as one list box, and below it the unit that is chosen with what can be done with it. */
function UnitList({ units }: { readonly units: readonly Unit[] }): ReactNode {
  const text = useText();
  const mayAct = useMay(dispatch.reserve);
  const { covers } = useSession();
  const menu = useRef<HTMLButtonElement>(null);
  const acts = useUnitActs();
  const order = useMemo(() => inUnitOrder(units).map((unit) => unit.unitId), [units]);
  const hold = useHold(order);
  const chosen = useSelectedId("unit");
  const byId = useMemo(() => new Map(units.map((unit) => [unit.unitId, unit])), [units]);
  const ids = [...new Set([...(hold.held ?? order), ...order])];
  const unit = chosen === null ? undefined : byId.get(chosen);
  const active = unit?.unitId ?? null;
  useEffect(() => {
    if (active !== null) document.getElementById(unitOptionId(active))?.scrollIntoView({ block: "nearest" });
  }, [active]);
  const may = (one: Unit): boolean => mayAct && covers.includes(one.sectorId);
  const act = (one: Unit, what: UnitAct): void => {
    if (what === "open" || may(one)) acts.act(one, what);
  };
  const onKeyDown = (event: KeyboardEvent): void => {
    if (event.ctrlKey || event.metaKey || event.altKey || event.shiftKey) return;
    const next = nextInQueue(ids, active, event.key);
    const meant = unitActs(event.nativeEvent);
    const what = unit && meant !== "menu" ? meant.find((one) => actsOf(unit, roomNow()).includes(one)) : undefined;
    if (next !== null) select({ kind: "unit", id: next });
    else if (unit && meant === "menu") menu.current?.click();
    else if (unit && what) act(unit, what);
    else return;
    event.preventDefault();
  };
  return (
    <>
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
          const one = byId.get(id);
          return one && <UnitLine key={id} unit={one} selected={id === active} />;
        })}
      </div>
      {unit && <ChosenUnit unit={unit} acts={may(unit) ? acts : null} menu={menu} />}
      {acts.dialog}
    </>
  );
}
