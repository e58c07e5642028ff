import { bolos, type BoloRow } from "@amaliyat/contract/bolos";
import {
  BOLO_KIND_LABELS,
  BOLO_KINDS,
  BOLO_STANDING_LABELS,
  BOLO_STANDINGS,
  type BoloKind,
  type BoloStanding,
} from "@amaliyat/domain/bolos";
import { Button, Segmented, Select } from "@amaliyat/ui/controls";
import { EmptyState, NoPermissionState } from "@amaliyat/ui/feedback";
import { PriorityGlyph } from "@amaliyat/ui/glyphs";
import { Bdi, Num, Time, useLanguage } from "@amaliyat/ui/i18n";
import { Panel, Table, type Column } from "@amaliyat/ui/layout";
import { useQuery } from "@tanstack/react-query";
import { useNavigate, useSearch } from "@tanstack/react-router";
import Search from "lucide-react/icons/search";
import { useDeferredValue, useState, type ReactNode } from "react";
import { levelOf } from "../facts/index.ts";
import { ListBody, ListSearch, NoneFound } from "../lists/index.ts";
import { useMay } from "../session/index.ts";
import { BoloForm } from "./bolo-form.tsx";
import { boloList, type BoloFilter } from "./bolo-queries.ts";
import { BoloSide } from "./bolo-side.tsx";
import { Known, StandingChip, Thumb } from "./bolo-words.tsx";
import { useText } from "./text.ts";
import "./bolos.css";

/** BOLOs of the room: the list, and the open one. */
export function BolosScreen(): ReactNode {
  const text = useText();
  return useMay(bolos.list) ? <Bolos /> : <NoPermissionState logged={false} reason={text("title")} />;
}

function Bolos(): ReactNode {
  const text = useText();
  const navigate = useNavigate();
  const { open = null, from = null } = useSearch({ from: "/bolos" });
  const [filter, setFilter] = useState<BoloFilter>({ standing: "in_force", kind: "all", q: "" });
  const list = useQuery(boloList(useDeferredValue(filter)));
  const columns = useColumns();
  const show = (next: string): void => void navigate({ to: "/bolos", search: { open: next } });
  return (
    <div className="list-screen">
      <div className="list-columns">
        <Panel
          title={text("title")}
          count={list.data?.length}
          region
          className="list-main"
          actions={
            <Button size="s" variant="primary" onClick={() => show("new")}>
              {text("list.new")}
            </Button>
          }
        >
          <Filters filter={filter} onChange={setFilter} />
          <ListBody query={list} what={text("title")}>
            {(rows) => (
              <Table
                label={text("title")}
                columns={columns}
                rows={rows}
                rowKey={(one) => one.boloId}
                selected={open}
                onSelect={show}
                rowHeight={72}
                empty={filter.q === "" ? <EmptyState title={text("list.none")} text={text("list.none_text")} /> : <NoneFound />}
              />
            )}
          </ListBody>
        </Panel>
        {open === "new" ? (
          <Panel title={text("list.new")} region className="list-side">
            <BoloForm key={from} bolo={null} from={from} onSaved={show} />
          </Panel>
        ) : open === null ? (
          <section className="am-panel list-side">
            <EmptyState icon={<Search size={24} />} title={text("list.none_chosen")} text={text("list.none_chosen_text")} />
          </section>
        ) : (
          <BoloSide key={open} boloId={open} onNew={() => show("new")} />
        )}
      </div>
    </div>
  );
}

type FiltersProps = { readonly filter: BoloFilter; readonly onChange: (filter: BoloFilter) => void };

function Filters({ filter, onChange }: FiltersProps): ReactNode {
  const text = useText();
  const { language } = useLanguage();
  const standings: readonly (BoloStanding | "all")[] = [...BOLO_STANDINGS, "all"];
  const kinds: readonly (BoloKind | "all")[] = ["all", ...BOLO_KINDS];
  return (
    <div className="list-filter">
      <ListSearch placeholder={text("list.search")} value={filter.q} onChange={(q) => onChange({ ...filter, q })} />
      <Segmented
        size="s"
        label={text("list.standing")}
        options={standings.map((value) => ({ value, label: value === "all" ? text("list.all") : BOLO_STANDING_LABELS[value][language] }))}
        value={filter.standing}
        onChange={(standing) => onChange({ ...filter, standing })}
      />
      <Select
        size="s"
        aria-label={text("field.kind")}
        options={kinds.map((value) => ({ value, label: value === "all" ? text("list.every_kind") : BOLO_KIND_LABELS[value][language] }))}
        value={filter.kind}
        onChange={(kind: BoloKind | "all") => onChange({ ...filter, kind })}
      />
    </div>
  );
}

function useColumns(): readonly Column<BoloRow>[] {
  const text = useText();
  const { language } = useLanguage();
  return [
    {
      id: "what",
      header: text("field.what"),
      clip: true,
      renderCell: (one) => (
        <div className="bolo-row">
          <Thumb bolo={one} />
          <div className="bolo-row__words">
            <div>
              <span className="am-strong">{BOLO_KIND_LABELS[one.kind][language]}</span>{" "}
              <Num className="am-t3 am-small">{one.reference}</Num>
            </div>
            <div className="am-clip">
              <Known bolo={one} />
            </div>
            <div>
              <Bdi className="am-t2 am-small am-clip">{one.text}</Bdi>
            </div>
          </div>
        </div>
      ),
    },
    {
      id: "priority",
      header: text("field.priority"),
      width: "90px",
      renderCell: (one) => <PriorityGlyph priority={levelOf(one.priority)} />,
      sortValue: (one) => one.priority,
    },
    {
      id: "standing",
      header: text("field.standing"),
      width: "130px",
      renderCell: (one) => <StandingChip standing={one.standing} />,
      sortValue: (one) => one.standing,
    },
    {
      id: "expires",
      header: text("field.expires"),
      width: "170px",
      renderCell: (one) =>
        one.expiresAt === null ? <span className="am-t3">–</span> : <Time at={Date.parse(one.expiresAt)} format="dateTime" />,
      sortValue: (one) => one.expiresAt ?? "",
    },
  ];
}
