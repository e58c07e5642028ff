import type { Assignment } from "@amaliyat/contract/dispatch";
import type { Priority } from "@amaliyat/domain/interventions";
import type { ReactNode } from "react";
import { AdviceLine } from "./advice-line.tsx";
import type { AdviceParts } from "./advice-order.ts";
import type { Report } from "./reports.ts";
import { useText } from "../text.ts";

export type AdviceTableProps = {
  readonly parts: AdviceParts;
  readonly priority: Priority;
  /** The units already sent to this intervention. */
  readonly mine: readonly Assignment[];
  readonly digits: ReadonlyMap<string, number>;
  readonly armed: boolean;
  readonly busy: boolean;
  /** Number of further candidates that were weighed and are not listed. */
  readonly more: number;
  readonly onAssign: (unitId: string) => void;
  readonly onAnyway: (unitId: string) => void;
  readonly onWithdraw: (assignment: Assignment) => void;
  readonly onReport: (assignment: Assignment, status: Report) => void;
};

const COLUMNS = ["unit", "state", "time", "sum", "why", "position_age", "act"] as const;

export function AdviceTable(props: AdviceTableProps): ReactNode {
  const { parts, more, mine } = props;
  const text = useText();
  const lines = (part: keyof AdviceParts): ReactNode =>
    parts[part].map((one) => (
      <AdviceLine key={one.unit.unitId} {...props} one={one} assignment={mine.find((each) => each.unitId === one.unit.unitId)} />
    ));
  return (
    <div className="am-table-box">
      <table className="am-table card-advice__table">
        <thead>
          <tr>
            {COLUMNS.map((column) => (
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
          {lines("sent")}
          {lines("advised")}
        </tbody>
        {parts.byRadio.length > 0 && (
          <tbody>
            <PartHead words={text("advice.part_by_radio")} />
            {lines("byRadio")}
          </tbody>
        )}
        {parts.off.length > 0 && (
          <tbody>
            <PartHead words={text("advice.part_off")} />
            {lines("off")}
          </tbody>
        )}
      </table>
      {more > 0 && <p className="card-advice__more am-t2 am-small">{text("advice.more", { count: more })}</p>}
    </div>
  );
}

function PartHead({ words }: { readonly words: string }): ReactNode {
  return (
    <tr>
      <th scope="rowgroup" colSpan={COLUMNS.length} className="card-advice__part">
        {words}
      </th>
    </tr>
  );
}
