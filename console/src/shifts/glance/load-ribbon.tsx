import type { LoadHour } from "@amaliyat/domain/shifts";
import { Num, useFormat } from "@amaliyat/ui/i18n";
import type { CSSProperties, ReactNode } from "react";
import { alarmMoments, alarmsByHour, ALARMS_AN_HOUR } from "../../alarms/index.ts";
import { useText } from "../text.ts";

type LoadRibbonProps = { readonly hours: readonly LoadHour[]; readonly now: number };

/**
 * 24 hours from left to right, as every time line of the room. Bars show what came, a line the seats taken; below them stand the alarms of this
 * desk. The same figures stand in a table for those who hear the screen.
 */
export function LoadRibbon({ hours, now }: LoadRibbonProps): ReactNode {
  const text = useText();
  const format = useFormat();
  const alarms = alarmsByHour(
    alarmMoments(),
    hours.map(({ from }) => from),
  );
  const most = Math.max(1, ...hours.map(({ opened, calls }) => opened + calls));
  const mostSeats = Math.max(1, ...hours.map(({ desks, crews }) => desks + crews));
  return (
    <div className="shifts-ribbon" dir="ltr">
      <ol className="shifts-ribbon__hours" aria-hidden="true">
        {hours.map((hour, nth) => {
          const { from, opened, calls, desks, crews } = hour;
          const alarm = alarms[nth] ?? 0;
          const shares = { "--opened": opened / most, "--calls": calls / most, "--seats": (desks + crews) / mostSeats };
          return (
            <li
              key={from}
              className="shifts-ribbon__hour"
              data-now={now >= from && now < from + 3_600_000 ? "" : undefined}
              title={wordsOf(hour)}
            >
              <span className="shifts-ribbon__work">{opened + calls > 0 && <Num>{format.number(opened + calls)}</Num>}</span>
              <span className="shifts-ribbon__plot" style={shares as CSSProperties}>
                <span className="shifts-ribbon__calls" />
                <span className="shifts-ribbon__opened" />
                <span className="shifts-ribbon__seats" />
              </span>
              <span className={alarm > ALARMS_AN_HOUR ? "shifts-ribbon__alarms am-attention am-strong" : "shifts-ribbon__alarms"}>
                {alarm > 0 ? <Num>{format.number(alarm)}</Num> : "·"}
              </span>
              <Num className="shifts-ribbon__time">{format.shortTime(from).slice(0, 2)}</Num>
            </li>
          );
        })}
      </ol>
      <Key />
      <Figures hours={hours} alarms={alarms} />
    </div>
  );

  function wordsOf({ from, opened, calls, desks, crews }: LoadHour): string {
    const figures = { hour: format.shortTime(from), opened: format.number(opened), calls: format.number(calls) };
    return text("glance.hour", { ...figures, desks: format.number(desks), crews: format.number(crews) });
  }
}

function Key(): ReactNode {
  const text = useText();
  return (
    <p className="shifts-ribbon__key" dir="auto">
      {(["opened", "calls", "seats"] as const).map((name) => (
        <span key={name}>
          <span className={`shifts-ribbon__swatch shifts-ribbon__${name}`} aria-hidden="true" /> {text(`glance.key.${name}`)}
        </span>
      ))}
      <span>
        <Num>·</Num> {text("glance.key.alarms", { budget: ALARMS_AN_HOUR })}
      </span>
    </p>
  );
}

type FiguresProps = { readonly hours: readonly LoadHour[]; readonly alarms: readonly number[] };

function Figures({ hours, alarms }: FiguresProps): ReactNode {
  const text = useText();
  const format = useFormat();
  return (
    <table className="am-hidden-visually">
      <caption>{text("glance.load")}</caption>
      <thead>
        <tr>
          <th scope="col">{text("glance.column.hour")}</th>
          {(["opened", "calls", "desks", "crews", "alarms"] as const).map((name) => (
            <th key={name} scope="col">
              {text(`glance.column.${name}`)}
            </th>
          ))}
        </tr>
      </thead>
      <tbody>
        {hours.map(({ from, opened, calls, desks, crews }, nth) => (
          <tr key={from}>
            <th scope="row">{format.shortTime(from)}</th>
            {[opened, calls, desks, crews, alarms[nth] ?? 0].map((value, column) => (
              <td key={column}>{format.number(value)}</td>
            ))}
          </tr>
        ))}
      </tbody>
    </table>
  );
}
