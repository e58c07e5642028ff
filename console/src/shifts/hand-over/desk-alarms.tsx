import type { HandOverLog } from "@amaliyat/contract/shifts";
import { roomNow, useNow } from "@amaliyat/ui/hooks";
import { Num, type Format } from "@amaliyat/ui/i18n";
import type { ReactNode } from "react";
import { alarmMoments, ALARMS_AN_HOUR, alarmsIn, COUNTED_MS } from "../../alarms/index.ts";
import type { ShiftsText } from "../text.ts";

/** True for a shift of the last day: a desk forgets older alarms, and none must not be said in their place. */
export const countsAlarms = ({ from }: HandOverLog): boolean => roomNow() - Date.parse(from) < COUNTED_MS;

type DeskAlarmsProps = {
  readonly log: HandOverLog;
  /** End of the count, in ms since the epoch: now, while the shift runs; otherwise the end of the log. */
  readonly until?: number;
  readonly text: ShiftsText;
  readonly format: Format;
};

/** Number of alarms at this desk in the shift, and whether its worst hour exceeded a person's capacity. */
export function DeskAlarms({ log, until = Date.parse(log.to), text, format }: DeskAlarmsProps): ReactNode {
  const { count, worstHour } = alarmsIn(alarmMoments(), Date.parse(log.from), until);
  const isTooMany = worstHour > ALARMS_AN_HOUR;
  return (
    <dl className="shifts-alarms" data-desk-alarms={count}>
      <dt>{text("alarms.count")}</dt>
      <dd>
        <Num className="am-strong">{format.number(count)}</Num>
      </dd>
      <dt>{text("alarms.worst_hour")}</dt>
      <dd className={isTooMany ? "am-attention" : undefined}>
        <Num className="am-strong">{format.number(worstHour)}</Num>
      </dd>
      <dt>{text("alarms.budget")}</dt>
      <dd>
        <Num className="am-strong">{format.number(ALARMS_AN_HOUR)}</Num>
      </dd>
    </dl>
  );
}

/** Alarms of the shift that runs. An alarm told after the log was read counts too. */
export function AlarmsSoFar(props: Omit<DeskAlarmsProps, "until">): ReactNode {
  return <DeskAlarms {...props} until={useNow()} />;
}
