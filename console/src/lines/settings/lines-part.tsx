import type { LineShown } from "@amaliyat/contract/calls";
import { Button, Chip, Segmented } from "@amaliyat/ui/controls";
import { EmptyState } from "@amaliyat/ui/feedback";
import { Bdi, Num, searchItems, useFormat, useLanguage } from "@amaliyat/ui/i18n";
import { Panel, Table, type Column } from "@amaliyat/ui/layout";
import { useQuery } from "@tanstack/react-query";
import PhoneCall from "lucide-react/icons/phone-call";
import { useState, type ReactNode } from "react";
import { ListBody, ListSearch, NoneFound } from "../../lists/index.ts";
import { lineList } from "../../calls/index.ts";
import { NobodyOutside } from "../nobody-outside.tsx";
import { useText } from "../text.ts";
import { LineForm } from "./line-form.tsx";
import type { OpenProps } from "./open-props.ts";

const SHOWN = ["all", "open", "closed"] as const;

/** The lines, the most urgent first, beside the one that is open. */
export function LinesPart({ open, onOpen }: OpenProps): ReactNode {
  const text = useText();
  const { language } = useLanguage();
  const list = useQuery(lineList);
  const [query, setQuery] = useState("");
  const [shown, setShown] = useState<(typeof SHOWN)[number]>("all");
  const columns = useColumns();
  const kept = (list.data ?? []).filter(({ closed }) => shown === "all" || closed === (shown === "closed"));
  const rows = searchItems(kept, query, ({ number, names }) => [number, ...Object.values(names)].join(" "));
  const chosen = list.data?.find(({ number }) => number === open);
  const act = (
    <Button size="s" variant="primary" onClick={() => onOpen("new")}>
      {text("line.new")}
    </Button>
  );
  return (
    <div className="list-columns">
      <Panel title={text("part.lines")} count={list.data && rows.length} region className="list-main" actions={act}>
        <div className="list-filter">
          <ListSearch placeholder={text("line.search")} value={query} onChange={setQuery} />
          <Segmented
            size="s"
            label={text("filter.state")}
            options={SHOWN.map((value) => ({ value, label: text(`line.shown.${value}`) }))}
            value={shown}
            onChange={setShown}
          />
        </div>
        <NobodyOutside lines={list.data ?? []} />
        <ListBody query={list} what={text("part.lines")}>
          {() => (
            <Table
              label={text("part.lines")}
              columns={columns}
              rows={rows}
              rowKey={({ number }) => number}
              selected={open}
              onSelect={onOpen}
              rowHeight={56}
              empty={<NoneFound />}
            />
          )}
        </ListBody>
      </Panel>
      {open === "new" ? (
        <Panel title={text("line.new")} region className="list-side">
          <LineForm line={null} onSaved={onOpen} />
        </Panel>
      ) : chosen ? (
        <Panel title={<Num>{chosen.number}</Num>} aside={<Bdi>{chosen.names[language]}</Bdi>} region className="list-side">
          <LineForm key={chosen.number} line={chosen} onSaved={onOpen} />
        </Panel>
      ) : (
        <section className="am-panel list-side">
          <EmptyState icon={<PhoneCall size={24} />} title={text("line.none_chosen")} text={text("line.none_chosen_text")} />
        </section>
      )}
    </div>
  );
}

function useColumns(): readonly Column<LineShown>[] {
  const text = useText();
  const format = useFormat();
  const { language } = useLanguage();
  return [
    {
      id: "number",
      header: text("line.number"),
      width: "110px",
      renderCell: ({ number }) => <Num className="am-strong">{number}</Num>,
      sortValue: ({ number }) => number,
    },
    {
      id: "name",
      header: text("line.name"),
      renderCell: ({ names, closed, open }) => (
        <>
          <Bdi>{names[language]}</Bdi>{" "}
          {closed ? <Chip tone="muted">{text("line.closed")}</Chip> : !open && <Chip tone="muted">{text("line.out_of_hours")}</Chip>}
        </>
      ),
      sortValue: ({ names }) => names[language],
    },
    {
      id: "priority",
      header: text("line.priority"),
      width: "90px",
      number: true,
      renderCell: ({ priority }) => <Num>{format.number(priority)}</Num>,
      sortValue: ({ priority }) => priority,
    },
    {
      id: "targets",
      header: text("line.targets"),
      width: "220px",
      renderCell: ({ targets }) =>
        targets.length === 0 ? (
          <span className="am-t3">–</span>
        ) : (
          targets.map(({ withinS, share }) => (
            <div key={withinS} className="am-small">
              <Num>{format.percent(share, 0)}</Num> · {text("board.within", { seconds: format.number(withinS) })}
            </div>
          ))
        ),
    },
    {
      id: "hours",
      header: text("line.hours"),
      width: "150px",
      renderCell: ({ hours }) => text(hours === null ? "line.always" : "line.by_hours"),
    },
  ];
}
