import type { Unit } from "@amaliyat/contract/dispatch";
import type { LimitSet } from "@amaliyat/contract/shifts";
import { silentFor, type Limits } from "@amaliyat/domain/shifts";
import { LoadingState } from "@amaliyat/ui/feedback";
import { UnitGlyph } from "@amaliyat/ui/glyphs";
import { useNow } from "@amaliyat/ui/hooks";
import { Num, useFormat } from "@amaliyat/ui/i18n";
import { Panel } from "@amaliyat/ui/layout";
import type { ReactNode } from "react";
import { useUnits } from "../../facts/index.ts";
import { ListBody } from "../../lists/index.ts";
import { useText } from "../text.ts";

/** Units that were not heard for longer than the limit, each with how long (ms). */
export const silentUnits = (units: readonly Unit[], limits: Limits, now: number): readonly { readonly unit: Unit; readonly ms: number }[] =>
  units.flatMap((unit) => {
    const heardAt = unit.position === null ? null : Date.parse(unit.position.at);
    const ms = silentFor({ status: unit.status, heardAt, statusSince: Date.parse(unit.statusSince) }, limits, now);
    return ms === null ? [] : [{ unit, ms }];
  });

export function SilentUnits({ limits }: { readonly limits: LimitSet | null }): ReactNode {
  const text = useText();
  const format = useFormat();
  const now = useNow();
  const units = useUnits();
  const silent = limits === null ? [] : silentUnits(units.data ?? [], limits.values, now);
  return (
    <Panel title={text("board.silent")} count={silent.length} region>
      <ListBody query={units} what={text("board.silent")}>
        {() =>
          limits === null ? (
            <LoadingState what={text("board.silent")} />
          ) : silent.length === 0 ? (
            <p className="shifts-line am-t2">{text("board.silent_none")}</p>
          ) : (
            <ul className="shifts-list">
              {silent.map(({ unit, ms }) => (
                <li key={unit.unitId} className="shifts-line">
                  <UnitGlyph state={unit.status} size={18} />
                  <Num className="am-strong">{unit.code}</Num>
                  <span className="am-t2 am-small">
                    {text("board.silent_since")} <Num>{format.duration(ms)}</Num>
                  </span>
                </li>
              ))}
            </ul>
          )
        }
      </ListBody>
    </Panel>
  );
}
