import type { CallRow, TakerShown } from "@amaliyat/contract/calls";
import { Num, useFormat } from "@amaliyat/ui/i18n";
import type { ReactNode } from "react";
import { PersonName } from "../../session/index.ts";
import { useText } from "../text.ts";
import { hereOf, seatsOf } from "./board-facts.ts";
import { SeatGlyph } from "./seat-glyph.tsx";
import { TakerWords } from "./taker-words.tsx";

export type SeatsPanelProps = {
  readonly takers: readonly TakerShown[];
  /** Calls that go on, and those who wait to be called back. */
  readonly calls: readonly CallRow[];
  readonly now: number;
  /** More than this are counted, not shown. */
  readonly limit: number;
};

/** Call-takers with their state, line and the time since. */
export function SeatsPanel({ takers, calls, now, limit }: SeatsPanelProps): ReactNode {
  const text = useText();
  const format = useFormat();
  const seats = seatsOf(takers, calls);
  return (
    <section className="lines-card" aria-label={text("board.seats")}>
      <header className="lines-card__head">
        <h2>{text("board.seats")}</h2>
        <span className="lines-card__aside">{text("board.here", { count: hereOf(takers), all: format.number(takers.length) })}</span>
      </header>
      {seats.length === 0 && <p className="lines-card__none">{text("board.no_seats")}</p>}
      <ul className="lines-rows">
        {seats.slice(0, limit).map(({ taker, call }) => (
          <li key={taker.userId} className="lines-seat">
            <Num className="lines-seat__extension">{taker.extension}</Num>
            <SeatGlyph kind={taker.here ? taker.state.kind : "off"} />
            <PersonName name={taker.name} className="lines-seat__name" />
            <span className="lines-seat__state">
              <TakerWords taker={taker.here ? taker : { ...taker, state: { kind: "off" } }} call={call} />
            </span>
            <Num className="lines-seat__since">{taker.here ? format.age(now - Date.parse(taker.since)) : "–"}</Num>
          </li>
        ))}
      </ul>
      {seats.length > limit && <p className="lines-card__none">{text("board.more", { count: seats.length - limit })}</p>}
    </section>
  );
}
