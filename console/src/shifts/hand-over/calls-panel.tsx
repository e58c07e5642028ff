import type { HandOverLog, LineCalls } from "@amaliyat/contract/shifts";
import { isolate, Num, Time, useFormat, type Format } from "@amaliyat/ui/i18n";
import { Panel } from "@amaliyat/ui/layout";
import { Link } from "@tanstack/react-router";
import type { ReactNode } from "react";
import { useText, type ShiftsText } from "../text.ts";

/** The figures of a line that a shift hands over, in the order in which they are read. */
const COUNTS = ["calls", "answered", "abandoned", "zeroSecond", "overflowed", "nuisance", "withIntervention"] as const;

/** Calls of the shift: who is still to be called back, then the counts by line. A log that was signed before calls stood in it has none. */
export function CallsPanel({ log: { calls } }: { readonly log: HandOverLog }): ReactNode {
  const text = useText();
  const format = useFormat();
  if (calls === null) return null;
  return (
    <Panel title={text("log.call_back")} count={calls.toCallBack.length} region>
      {calls.toCallBack.length === 0 && <p className="shifts-line am-t2">{text("log.call_back_none")}</p>}
      <ul className="shifts-list">
        {calls.toCallBack.map(({ callId, reference, line, at, waitS, tries }) => (
          <li key={callId} className="shifts-line">
            <span className="am-grow">
              <Link to="/calls/$callId" params={{ callId }}>
                <Num>{reference}</Num>
              </Link>{" "}
              <Num className="am-t2">{line}</Num>
              <span className="am-t3 am-small shifts-place">
                {text("log.waited", { wait: isolate(format.age(waitS * 1000)) })}
                {tries > 1 && ` · ${text("log.tries", { count: tries })}`}
              </span>
            </span>
            <Time at={Date.parse(at)} format="dateTime" className="am-t2" />
          </li>
        ))}
      </ul>
      <CallCounts lines={calls.lines} text={text} format={format} />
    </Panel>
  );
}

type CountsProps = { readonly lines: readonly LineCalls[]; readonly text: ShiftsText; readonly format: Format };

/** The counts by line, on the screen and on paper; a line without calls is left out. */
export function CallCounts({ lines, text, format }: CountsProps): ReactNode {
  if (lines.length === 0) return <p className="shifts-line am-t2">{text("log.calls_none")}</p>;
  return (
    <table className="shifts-calls" aria-label={text("log.calls")}>
      <thead>
        <tr>
          <th scope="col">{text("log.line")}</th>
          {COUNTS.map((count) => (
            <th key={count} scope="col">
              {text(`log.count.${count}`)}
            </th>
          ))}
        </tr>
      </thead>
      <tbody>
        {lines.map((one) => (
          <tr key={one.line}>
            <th scope="row">
              <Num>{one.line}</Num>
            </th>
            {COUNTS.map((count) => (
              <td key={count}>
                <Num>{format.number(one[count])}</Num>
              </td>
            ))}
          </tr>
        ))}
      </tbody>
    </table>
  );
}
