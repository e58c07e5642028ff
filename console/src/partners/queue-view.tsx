import type { Forward } from "@amaliyat/contract/partners";
import { EmptyState } from "@amaliyat/ui/feedback";
import { Bdi, Num, searchItems, Time, useLanguage } from "@amaliyat/ui/i18n";
import { Panel, Table, type Column } from "@amaliyat/ui/layout";
import { useQuery } from "@tanstack/react-query";
import { Link } from "@tanstack/react-router";
import { useState, type ReactNode } from "react";
import { ListBody, ListSearch, NoneFound } from "../lists/index.ts";
import { ForwardActs } from "./forward-acts.tsx";
import { ForwardState } from "./forward-state.tsx";
import { forwardQueue } from "./partner-queries.ts";
import { useText } from "./text.ts";

/** Messages to be sent, failed messages, and cancellations not yet known to the partner. */
export function QueueView(): ReactNode {
  const text = useText();
  const list = useQuery({ ...forwardQueue, staleTime: 0 });
  const [query, setQuery] = useState("");
  const [selected, setSelected] = useState<string | null>(null);
  const columns = useColumns();
  const rows = searchItems(
    list.data ?? [],
    query,
    (one) => `${one.reference} ${one.partnerCode} ${Object.values(one.partnerNames).join(" ")}`,
  );
  return (
    <div className="list-columns">
      <Panel
        title={text("view.queue")}
        count={list.data ? rows.length : undefined}
        region
        className="list-main"
        actions={<ListSearch placeholder={text("queue.search")} value={query} onChange={setQuery} />}
      >
        <ListBody query={list} what={text("view.queue")}>
          {(all) => (
            <Table
              label={text("view.queue")}
              columns={columns}
              rows={rows}
              rowKey={(one) => one.forwardId}
              selected={selected}
              onSelect={setSelected}
              rowHeight={88}
              empty={all.length === 0 ? <EmptyState title={text("queue.none")} text={text("queue.none_text")} /> : <NoneFound />}
            />
          )}
        </ListBody>
      </Panel>
    </div>
  );
}

function useColumns(): readonly Column<Forward>[] {
  const text = useText();
  const { language } = useLanguage();
  return [
    {
      id: "intervention",
      header: text("field.intervention"),
      width: "170px",
      renderCell: ({ interventionId, reference }) => (
        <Link to="/interventions/$interventionId" params={{ interventionId }}>
          <Num>{reference}</Num>
        </Link>
      ),
    },
    { id: "partner", header: text("field.partner"), width: "220px", renderCell: (one) => <Bdi>{one.partnerNames[language]}</Bdi> },
    { id: "state", header: text("field.state"), renderCell: (one) => <ForwardState forward={one} /> },
    { id: "at", header: text("field.at"), width: "200px", renderCell: (one) => <Time at={Date.parse(one.queuedAt)} format="dateTime" /> },
    { id: "act", header: "", width: "230px", renderCell: (one) => <ForwardActs forward={one} /> },
  ];
}
