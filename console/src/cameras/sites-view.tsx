import { cameras, type Site } from "@amaliyat/contract/cameras";
import { Button, TextInput } from "@amaliyat/ui/controls";
import { EmptyState, LoadingState } from "@amaliyat/ui/feedback";
import { useShortcut } from "@amaliyat/ui/hooks";
import { Bdi, Num, searchItems, useFormat, useLanguage, useUiText } from "@amaliyat/ui/i18n";
import { Panel, Table, type Column } from "@amaliyat/ui/layout";
import MapPin from "lucide-react/icons/map-pin";
import Search from "lucide-react/icons/search";
import { useRef, useState, type ReactNode } from "react";
import { useCameras, useSectors, useSites } from "../live/index.ts";
import { useMay } from "../session/index.ts";
import { QueryFailed } from "../states/index.ts";
import { PhasePanel } from "./phase-panel.tsx";
import { SiteForm } from "./site-form.tsx";
import { useText } from "./text.ts";

/** Poles and places that carry cameras, and the phases in which they were deployed. */
export function SitesView(): ReactNode {
  const text = useText();
  const [making, setMaking] = useState(false);
  const mayMake = useMay(cameras.createSite);
  return (
    <div className="cameras-columns">
      <SiteList
        make={
          mayMake && (
            <Button size="s" variant="primary" icon={<MapPin size={14} aria-hidden="true" />} onClick={() => setMaking(true)}>
              {text("site.new")}
            </Button>
          )
        }
      />
      <div className="cameras-details cameras-side">
        {making && <SiteForm onClose={() => setMaking(false)} />}
        <PhasePanel />
      </div>
    </div>
  );
}

function SiteList({ make }: { readonly make: ReactNode }): ReactNode {
  const text = useText();
  const ui = useUiText();
  const sites = useSites();
  const [query, setQuery] = useState("");
  const [selected, setSelected] = useState<string | null>(null);
  const search = useRef<HTMLInputElement>(null);
  useShortcut("Slash", () => search.current?.focus());
  const columns = useSiteColumns();
  const rows = searchItems(sites.data ?? [], query, (site) => [site.code, ...Object.values(site.names)].join(" "));
  return (
    <Panel title={text("site.list")} count={sites.data ? rows.length : undefined} region className="cameras-list" actions={make}>
      <div className="cameras-filter">
        <TextInput
          ref={search}
          size="s"
          type="search"
          icon={<Search size={14} aria-hidden="true" />}
          shortcut="Slash"
          aria-label={ui("search")}
          placeholder={text("site.search")}
          value={query}
          onChange={setQuery}
        />
      </div>
      {sites.isError ? (
        <QueryFailed query={sites} />
      ) : sites.data === undefined ? (
        <LoadingState what={text("site.list")} />
      ) : (
        <Table
          label={text("site.list")}
          columns={columns}
          rows={rows}
          rowKey={(site) => site.siteId}
          selected={selected}
          onSelect={setSelected}
          initialSort={{ column: "code", direction: "ascending" }}
          empty={
            sites.data.length === 0 ? (
              <EmptyState icon={<MapPin size={24} />} title={text("site.empty")} text={text("site.empty_text")} act={make} />
            ) : (
              <EmptyState title={text("none_found")} text={text("none_found_text")} />
            )
          }
        />
      )}
    </Panel>
  );
}

function useSiteColumns(): readonly Column<Site>[] {
  const text = useText();
  const format = useFormat();
  const { language } = useLanguage();
  const sectors = useSectors().data ?? [];
  const cams = useCameras().data ?? [];
  const sectorOf = (site: Site): string => sectors.find((one) => one.sectorId === site.sectorId)?.names[language] ?? site.sectorId;
  const countOf = (site: Site): number => cams.filter((camera) => camera.siteId === site.siteId && camera.state !== "retired").length;
  return [
    {
      id: "code",
      header: text("field.code"),
      width: "110px",
      renderCell: (site) => <Bdi className="am-strong">{site.code}</Bdi>,
      sortValue: (site) => site.code,
    },
    {
      id: "name",
      header: text("site.name"),
      renderCell: (site) => <Bdi>{site.names[language]}</Bdi>,
      sortValue: (site) => site.names[language],
    },
    { id: "sector", header: text("site.sector"), width: "200px", renderCell: (site) => <Bdi>{sectorOf(site)}</Bdi>, sortValue: sectorOf },
    {
      id: "phase",
      header: text("site.phase"),
      number: true,
      width: "90px",
      renderCell: (site) => (site.phase === null ? <span className="am-t3">–</span> : <Num>{site.phase}</Num>),
      sortValue: (site) => site.phase,
    },
    {
      id: "cameras",
      header: text("title"),
      number: true,
      width: "110px",
      renderCell: (site) => <Num>{format.number(countOf(site))}</Num>,
      sortValue: countOf,
    },
    {
      id: "place",
      header: text("site.place"),
      width: "190px",
      renderCell: (site) => <Num className="am-t3">{`${site.place.lat.toFixed(5)}, ${site.place.lon.toFixed(5)}`}</Num>,
    },
  ];
}
