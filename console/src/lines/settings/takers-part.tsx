import type { TakerShown } from "@amaliyat/contract/calls";
import { EmptyState } from "@amaliyat/ui/feedback";
import { Num, searchItems } from "@amaliyat/ui/i18n";
import { Panel, Table, type Column } from "@amaliyat/ui/layout";
import { useQuery } from "@tanstack/react-query";
import UserRound from "lucide-react/icons/user-round";
import { useState, type ReactNode } from "react";
import { ListBody, ListSearch, NoneFound } from "../../lists/index.ts";
import { takerList } from "../../calls/index.ts";
import { PersonName, usePersonNames } from "../../session/index.ts";
import { useText } from "../text.ts";
import type { OpenProps } from "./open-props.ts";
import { TakerForm } from "./taker-form.tsx";

/** Call-takers with their languages. A person appears here after first opening a telephone. */
export function TakersPart({ open, onOpen }: OpenProps): ReactNode {
  const text = useText();
  const names = usePersonNames();
  const list = useQuery(takerList);
  const [query, setQuery] = useState("");
  const columns = useColumns();
  const rows = searchItems(list.data ?? [], query, ({ name, extension }) => `${names.words(name)} ${extension}`);
  const chosen = list.data?.find(({ userId }) => userId === open);
  return (
    <div className="list-columns">
      <Panel title={text("part.takers")} count={list.data && rows.length} region className="list-main">
        <div className="list-filter">
          <ListSearch placeholder={text("supervise.search")} value={query} onChange={setQuery} />
        </div>
        <ListBody query={list} what={text("part.takers")}>
          {(all) => (
            <Table
              label={text("part.takers")}
              columns={columns}
              rows={rows}
              rowKey={({ userId }) => userId}
              selected={open}
              onSelect={onOpen}
              rowHeight={44}
              empty={all.length === 0 ? <EmptyState title={text("board.no_seats")} text={text("supervise.none_text")} /> : <NoneFound />}
            />
          )}
        </ListBody>
      </Panel>
      {chosen ? (
        <Panel title={<PersonName name={chosen.name} />} aside={<Num>{chosen.extension}</Num>} region className="list-side">
          <TakerForm key={chosen.userId} taker={chosen} />
        </Panel>
      ) : (
        <section className="am-panel list-side">
          <EmptyState icon={<UserRound size={24} />} title={text("skills.none_chosen")} text={text("skills.none_chosen_text")} />
        </section>
      )}
    </div>
  );
}

function useColumns(): readonly Column<TakerShown>[] {
  const text = useText();
  const names = usePersonNames();
  return [
    {
      id: "extension",
      header: text("supervise.extension"),
      width: "90px",
      renderCell: ({ extension }) => <Num>{extension}</Num>,
      sortValue: ({ extension }) => extension,
    },
    {
      id: "name",
      header: text("supervise.name"),
      renderCell: ({ name }) => <PersonName name={name} className="am-strong" />,
      sortValue: ({ name }) => names.shown(name),
    },
    {
      id: "languages",
      header: text("skills.languages"),
      renderCell: ({ languages }) => languages.map((language) => text(`language.${language}`)).join(" · "),
    },
    {
      id: "lines",
      header: text("part.lines"),
      width: "200px",
      renderCell: ({ lines }) => (lines === null ? text("skills.all_lines") : <Num>{lines.length === 0 ? "–" : lines.join(" · ")}</Num>),
    },
  ];
}
