import type { CopiedRoster, LeftSeat } from "@amaliyat/contract/shifts";
import { LEFT_CAUSE_LABELS } from "@amaliyat/domain/shifts";
import { Bdi, isolate, Time, useFormat, useLanguage } from "@amaliyat/ui/i18n";
import { Dialog } from "@amaliyat/ui/layout";
import type { ReactNode } from "react";
import { PersonName } from "../../session/index.ts";
import { useText } from "../text.ts";

type ReportProps = { readonly copied: CopiedRoster; readonly onClose: () => void };

/** Report of a copied week: the number of copied seats, and each seat that was left out, with its cause. */
export function CopyReport({ copied: { taken, left }, onClose }: ReportProps): ReactNode {
  const text = useText();
  const format = useFormat();
  const { language } = useLanguage();
  return (
    <Dialog open onClose={onClose} title={text("roster.report")} size="wide">
      <p>{text("roster.copied", { taken: format.number(taken), skipped: format.number(left.length) })}</p>
      <table className="shifts-calls">
        <thead>
          <tr>
            <th scope="col">{text("roster.person")}</th>
            <th scope="col">{text("roster.kind")}</th>
            <th scope="col">{text("roster.from")}</th>
            <th scope="col">{text("roster.to")}</th>
            <th scope="col">{text("roster.cause")}</th>
          </tr>
        </thead>
        <tbody>
          {left.map((seat) => (
            <tr key={`${seat.person.userId} ${seat.from}`}>
              <td>
                <PersonName name={seat.person.name} className="am-strong" />
              </td>
              <td className="shifts-seat">
                <Seat of={seat} />
              </td>
              <td>
                <Time at={Date.parse(seat.from)} format="dateTime" />
              </td>
              <td>
                <Time at={Date.parse(seat.to)} format="shortTime" />
              </td>
              <td>{LEFT_CAUSE_LABELS[seat.cause][language]}</td>
            </tr>
          ))}
        </tbody>
      </table>
    </Dialog>
  );
}

function Seat({ of: { kind, desk, unitCode, vehicle } }: { readonly of: LeftSeat }): ReactNode {
  const text = useText();
  if (kind === "desk") return <Bdi>{desk ?? ""}</Bdi>;
  return text("crew", { unit: isolate(unitCode ?? "؟"), vehicle: isolate(vehicle ?? "") });
}
