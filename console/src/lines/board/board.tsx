import { Banner, LoadingState } from "@amaliyat/ui/feedback";
import { useNow } from "@amaliyat/ui/hooks";
import { useFormat, useLanguage } from "@amaliyat/ui/i18n";
import { useQuery } from "@tanstack/react-query";
import type { ReactNode } from "react";
import { QueryFailed } from "../../states/index.ts";
import { abandonedCalls, askedBack, lineList, openCalls, takerList } from "../../calls/index.ts";
import { wallboardNow } from "../lines-queries.ts";
import { useText } from "../text.ts";
import { BackPanel } from "./back-panel.tsx";
import { hourBars, lineWaits } from "./board-facts.ts";
import { BoardFoot } from "./board-foot.tsx";
import { HoursChart } from "./hours-chart.tsx";
import { LineTile } from "./line-tile.tsx";
import { SeatsPanel } from "./seats-panel.tsx";
import "./board.css";

const HOURS = 10;
const SEATS = 6;
const BACK = 2;
const FEW = 3;

/** The lines as everybody in the room sees them. The last data stay if a new read fails, with their age shown. */
export function Board(): ReactNode {
  const text = useText();
  const format = useFormat();
  const { language } = useLanguage();
  const now = useNow();
  const wall = useQuery(wallboardNow);
  const lines = useQuery(lineList).data;
  const takers = useQuery(takerList).data ?? [];
  const open = useQuery(openCalls).data;
  const abandoned = useQuery(abandonedCalls).data ?? [];
  const back = useQuery(askedBack).data;
  const asked = back ?? [];
  if (wall.data === undefined) return wall.isError ? <QueryFailed query={wall} /> : <LoadingState what={text("view.board")} lines={12} />;
  const told = Date.parse(wall.data.at);
  return (
    <>
      {wall.isError && <Banner title={text("board.old", { age: format.age(now - told) })} />}
      <div className="lines-board__body">
        <div className="lines-board__lines" data-few={wall.data.lines.length <= FEW || undefined}>
          {wall.data.lines.map((line) => (
            <LineTile
              key={line.line}
              line={line}
              name={lines?.find(({ number }) => number === line.line)?.names[language]}
              waits={open === undefined || back === undefined ? null : lineWaits(line.line, open, back)}
              now={now}
            />
          ))}
        </div>
        <div className="lines-board__side">
          <SeatsPanel takers={takers} calls={[...(open ?? []), ...asked]} now={now} limit={SEATS} />
          <BackPanel abandoned={abandoned} asked={asked} now={now} limit={BACK} />
          <section className="lines-card lines-card--grow" aria-label={text("board.hours")}>
            <header className="lines-card__head">
              <h2>{text("board.hours")}</h2>
              <span className="lines-card__aside">{text("board.hours_note")}</span>
            </header>
            <HoursChart bars={hourBars(wall.data.hours, now, HOURS)} label={text("board.hours")} />
          </section>
        </div>
      </div>
      <BoardFoot lines={wall.data.lines} now={now} />
    </>
  );
}
