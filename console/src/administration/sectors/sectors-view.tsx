import { openRing } from "@amaliyat/domain/kernel";
import { Button } from "@amaliyat/ui/controls";
import { EmptyState } from "@amaliyat/ui/feedback";
import { Bdi, Code, Num, searchItems, useFormat, useLanguage } from "@amaliyat/ui/i18n";
import { Panel, Table, type Column } from "@amaliyat/ui/layout";
import Network from "lucide-react/icons/network";
import Plus from "lucide-react/icons/plus";
import { useState, type ReactNode } from "react";
import { ListBody, ListSearch, NoneFound } from "../../lists/index.ts";
import { useSectors } from "../../facts/index.ts";
import { useText } from "../text.ts";
import type { OpenProps } from "../administration-search.ts";
import { Outline } from "./outline.tsx";
import { SectorForm } from "./sector-form.tsx";
import { treeOf, type TreeLine } from "./sector-tree.ts";

/** The tree of sectors, beside the one that is open. */
export function SectorsView({ open, onOpen }: OpenProps): ReactNode {
  const text = useText();
  const list = useSectors();
  const [query, setQuery] = useState("");
  const columns = useColumns();
  const sectors = list.data ?? [];
  const lines = searchItems(treeOf(sectors), query, ({ sector }) => [sector.sectorId, ...Object.values(sector.names)].join(" "));
  const chosen = sectors.find((sector) => sector.sectorId === open);
  const make = (
    <Button size="s" variant="primary" icon={<Plus size={14} aria-hidden="true" />} onClick={() => onOpen("new")}>
      {text("sectors.new")}
    </Button>
  );
  return (
    <div className="list-columns">
      <Panel title={text("view.sectors")} count={list.data ? lines.length : undefined} region className="list-main" actions={make}>
        <div className="list-filter">
          <ListSearch placeholder={text("sectors.search")} value={query} onChange={setQuery} />
        </div>
        <ListBody query={list} what={text("view.sectors")}>
          {() => (
            <Table
              label={text("view.sectors")}
              columns={columns}
              rows={lines}
              rowKey={(line) => line.sector.sectorId}
              selected={open}
              onSelect={onOpen}
              rowHeight={52}
              empty={
                sectors.length === 0 ? (
                  <EmptyState icon={<Network size={24} />} title={text("sectors.empty")} text={text("sectors.empty_text")} act={make} />
                ) : (
                  <NoneFound />
                )
              }
            />
          )}
        </ListBody>
      </Panel>
      {open === "new" || chosen ? (
        <SectorForm key={chosen?.sectorId ?? "new"} sector={chosen ?? null} sectors={sectors} onSaved={onOpen} />
      ) : (
        <section className="am-panel list-side">
          <EmptyState icon={<Network size={24} />} title={text("sectors.none_chosen")} text={text("sectors.none_chosen_text")} />
        </section>
      )}
    </div>
  );
}

function useColumns(): readonly Column<TreeLine>[] {
  const text = useText();
  const format = useFormat();
  const { language } = useLanguage();
  return [
    {
      id: "name",
      header: text("field.sector"),
      renderCell: ({ sector, depth }) => (
        <span className="administration-tree" style={{ paddingInlineStart: depth * 24 }}>
          <Bdi className={depth === 0 ? "am-strong" : undefined}>{sector.names[language]}</Bdi>
        </span>
      ),
    },
    { id: "code", header: text("field.code"), width: "120px", renderCell: ({ sector }) => <Code>{sector.sectorId}</Code> },
    {
      id: "boundary",
      header: text("field.boundary"),
      width: "190px",
      renderCell: ({ sector }) =>
        sector.boundary === null ? (
          <span className="am-t3">{text("sectors.no_boundary")}</span>
        ) : (
          <span className="am-row">
            <Outline ring={sector.boundary} size={36} />
            <Num className="am-t2">{format.number(openRing(sector.boundary).length)}</Num>
            <span className="am-t3 am-small">{text("sectors.points", { count: openRing(sector.boundary).length })}</span>
          </span>
        ),
    },
  ];
}
