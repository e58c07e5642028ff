import { cameras, type Site } from "@amaliyat/contract/cameras";
import { Button } from "@amaliyat/ui/controls";
import { EmptyState } from "@amaliyat/ui/feedback";
import { Bdi, Num, searchItems, useFormat, useLanguage } from "@amaliyat/ui/i18n";
import { Panel, Table, type Column } from "@amaliyat/ui/layout";
import MapPin from "lucide-react/icons/map-pin";
import { useState, type ReactNode } from "react";
import { ListBody, ListSearch, NoneFound } from "../../lists/index.ts";
import { useCameras, useSectors, useSites } from "../../facts/index.ts";
import { useMay } from "../../session/index.ts";
import { PhasePanel } from "./phase-panel.tsx";
import { SiteForm } from "./site-form.tsx";
import { useText } from "../text.ts";

const NEW = "new";

/** Poles and places that carry cameras, and the phases in which they were deployed. */
export function SitesView(): ReactNode {
  const text = useText();
  /** The site that is open, or «new» for one that is being made. */
  const [open, setOpen] = useState<string | null>(null);
  const site = useSites().data?.find((one) => one.siteId === open) ?? null;
  const mayMake = useMay(cameras.createSite);
  const mayChange = useMay(cameras.changeSite);
  return (
    <div className="list-columns">
      <SiteList
        selected={open}
        onSelect={setOpen}
        make={
          mayMake && (
            <Button size="s" variant="primary" icon={<MapPin size={14} aria-hidden="true" />} onClick={() => setOpen(NEW)}>
              {text("site.new")}
            </Button>
          )
        }
      />
      <div className="list-side cameras-side">
        {open === NEW && <SiteForm key={NEW} site={null} onClose={() => setOpen(null)} />}
        {site && mayChange && <SiteForm key={JSON.stringify(site)} site={site} onClose={() => setOpen(null)} />}
        <PhasePanel />
      </div>
    </div>
  );
}

type SiteListProps = { readonly selected: string | null; readonly onSelect: (siteId: string) => void; readonly make: ReactNode };

function SiteList({ selected, onSelect, make }: SiteListProps): ReactNode {
  const text = useText();
  const sites = useSites();
  const [query, setQuery] = useState("");
  const columns = useSiteColumns();
  const rows = searchItems(sites.data ?? [], query, (site) => [site.code, ...Object.values(site.names)].join(" "));
  return (
    <Panel title={text("site.list")} count={sites.data ? rows.length : undefined} region className="list-main" actions={make}>
      <div className="list-filter">
        <ListSearch placeholder={text("site.search")} value={query} onChange={setQuery} />
      </div>
      <ListBody query={sites} what={text("site.list")}>
        {(all) => (
          <Table
            label={text("site.list")}
            columns={columns}
            rows={rows}
            rowKey={(site) => site.siteId}
            selected={selected}
            onSelect={onSelect}
            initialSort={{ column: "code", direction: "ascending" }}
            empty={
              all.length === 0 ? (
                <EmptyState icon={<MapPin size={24} />} title={text("site.empty")} text={text("site.empty_text")} act={make} />
              ) : (
                <NoneFound />
              )
            }
          />
        )}
      </ListBody>
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
