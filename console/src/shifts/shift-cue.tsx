import { shifts } from "@amaliyat/contract/shifts";
import { isOverdue } from "@amaliyat/domain/shifts";
import { useNow } from "@amaliyat/ui/hooks";
import { Bdi, isolate, Time } from "@amaliyat/ui/i18n";
import { useQuery } from "@tanstack/react-query";
import { Link } from "@tanstack/react-router";
import type { ReactNode } from "react";
import { PersonName, useMay } from "../session/index.ts";
import { mine } from "./shift-queries.ts";
import { useText } from "./text.ts";

/** The running shift of this seat in the top bar: name, span, chief; and the seat of its person. */
export function ShiftCue(): ReactNode {
  const text = useText();
  const mayRead = useMay(shifts.handOver);
  const now = useNow();
  const { data } = useQuery({ ...mine, enabled: useMay(shifts.mine) });
  if (!data) return null;
  const { shift, seat } = data;
  const isLate = shift !== null && isOverdue({ kind: shift.kind, to: Date.parse(shift.to) }, now);
  const place = seat === null ? undefined : seat.kind === "desk" ? (seat.desk ?? "") : crewOf(seat.unitCode, seat.vehicle, text);
  const title = place === undefined ? undefined : text("seat", { seat: isolate(place) });
  const words =
    shift === null ? (
      <span className="am-t3">{text("none_running")}</span>
    ) : (
      <>
        <span className="am-clip">
          <Bdi className="am-strong">{shift.name}</Bdi>{" "}
          {place !== undefined && (
            <span className="am-t3">
              <Bdi>{place}</Bdi>
            </span>
          )}
        </span>
        <span className="am-t2 am-clip">
          {/* A narrow bar cuts off the end of the line: a shift that is over shows the time of its end alone. */}
          {isLate ? (
            <span className="am-attention">{text("overdue")} </span>
          ) : (
            <>
              <Time at={Date.parse(shift.from)} format="shortTime" />–
            </>
          )}
          <Time at={Date.parse(shift.to)} format="shortTime" /> <PersonName name={shift.chief.name} />
        </span>
      </>
    );
  if (!mayRead)
    return (
      <span className="shell-top__shift am-small" data-late={isLate || undefined} title={title}>
        {words}
      </span>
    );
  return (
    <Link
      to="/shifts"
      search={{ view: "log" }}
      className="shell-top__shift am-small"
      data-late={isLate || undefined}
      title={title ?? text("cue.hint")}
    >
      {words}
    </Link>
  );
}

const crewOf = (unit: string | null, vehicle: string | null, text: ReturnType<typeof useText>): string =>
  text("crew", { unit: isolate(unit ?? ""), vehicle: isolate(vehicle ?? "") });
