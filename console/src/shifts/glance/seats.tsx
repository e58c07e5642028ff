import { Num, searchItems, useFormat, useLanguage } from "@amaliyat/ui/i18n";
import { useNow } from "@amaliyat/ui/hooks";
import { Panel } from "@amaliyat/ui/layout";
import { ROLE_LABELS } from "@amaliyat/domain/identity";
import type { RosterLine } from "@amaliyat/contract/shifts";
import { stateSince } from "@amaliyat/domain/shifts";
import { useQueries } from "@tanstack/react-query";
import { useState, type ReactNode } from "react";
import { useSectors } from "../../facts/index.ts";
import { ListSearch, NoneFound } from "../../lists/index.ts";
import { PersonName, usePersonNames } from "../../session/index.ts";
import { QueryFailed } from "../../states/index.ts";
import { rosterOf } from "../shift-queries.ts";
import { thisHour } from "../spans.ts";
import { useText } from "../text.ts";

/** Persons who sit now, in every sector that the reader sees: desks first, then crews. */
export function Seats(): ReactNode {
  const text = useText();
  const now = useNow();
  const [query, setQuery] = useState("");
  const { words } = usePersonNames();
  const sectors = useSectors().data ?? [];
  // The whole hour: a seat begins inside it too.
  const { from, to } = thisHour(now);
  const queries = useQueries({ queries: sectors.map(({ sectorId }) => rosterOf(sectorId, from, to)) });
  const failed = queries.find((one) => one.isError && one.data === undefined);
  // A crew of a unit stands in the roster that seats it, and in that of the unit's sector.
  const lines = new Map(queries.flatMap((one) => (one.data ?? []).map((line) => [line.lineId, line])));
  const seated = [...lines.values()]
    .filter(({ state, from: begins, to: ends }) => stateSince({ state, from: Date.parse(begins), to: Date.parse(ends) }, now) === "running")
    .toSorted((a, b) => (a.kind === b.kind ? seatOf(a).localeCompare(seatOf(b)) : a.kind === "desk" ? -1 : 1));
  const shown = searchItems(seated, query, (line) => `${seatOf(line)} ${words(line.person.name)}`);
  return (
    <Panel title={text("glance.seats")} count={seated.length} region className="shifts-seats">
      {failed !== undefined && <QueryFailed query={failed} />}
      {seated.length > 8 && <ListSearch placeholder={text("glance.seats_search")} value={query} onChange={setQuery} />}
      {failed === undefined && seated.length === 0 && <p className="shifts-line am-t2">{text("glance.seats_none")}</p>}
      {seated.length > 0 && shown.length === 0 && <NoneFound />}
      <ul className="shifts-list">
        {shown.map((line) => (
          <Seat key={line.lineId} line={line} />
        ))}
      </ul>
    </Panel>
  );
}

const seatOf = ({ desk, unitCode }: RosterLine): string => desk ?? unitCode ?? "";

function Seat({ line }: { readonly line: RosterLine }): ReactNode {
  const text = useText();
  const format = useFormat();
  const { language } = useLanguage();
  return (
    <li className="shifts-line">
      <Num className="am-strong shifts-seats__seat">{seatOf(line)}</Num>
      <span className="am-grow">
        <PersonName name={line.person.name} />
        <span className="am-t3 am-small"> {ROLE_LABELS[line.role][language]}</span>
      </span>
      <span className="am-t3 am-small">
        {text("glance.until")} <Num>{format.shortTime(Date.parse(line.to))}</Num>
      </span>
    </li>
  );
}
