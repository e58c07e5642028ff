import type { Place } from "@amaliyat/contract/places";
import { PLACE_KIND_LABELS, placeName } from "@amaliyat/domain/places";
import { Button, Chip } from "@amaliyat/ui/controls";
import { EmptyState } from "@amaliyat/ui/feedback";
import { Bdi, Time, useLanguage } from "@amaliyat/ui/i18n";
import { Panel, type Column } from "@amaliyat/ui/layout";
import { useQuery } from "@tanstack/react-query";
import MapPinned from "lucide-react/icons/map-pinned";
import type { ReactNode } from "react";
import { ListPanel } from "../lists/index.ts";
import { useSectors } from "../facts/index.ts";
import { PersonName } from "../session/index.ts";
import { PlaceForm } from "./place-form.tsx";
import { placeList } from "./place-queries.ts";
import { useText } from "./text.ts";

export type ViewProps = { readonly open: string | null; readonly onOpen: (id: string | null) => void };

const SHOWN = ["open", "closed", "all"] as const;

/** The room's own places, beside the one that is open. */
export function PlacesView({ open, onOpen }: ViewProps): ReactNode {
  const text = useText();
  const { language } = useLanguage();
  const list = useQuery(placeList);
  const columns = useColumns();
  const chosen = list.data?.find(({ placeId }) => placeId === open);
  const act = (
    <Button size="s" variant="primary" onClick={() => onOpen("new")}>
      {text("place.new")}
    </Button>
  );
  return (
    <div className="list-columns">
      <ListPanel
        title={text("view.places")}
        list={list}
        act={act}
        search={text("list.search_places")}
        wordsOf={({ names, aliases, kind }) => [...Object.values(names), ...aliases, ...Object.values(PLACE_KIND_LABELS[kind])].join(" ")}
        filter={{
          label: text("list.filter"),
          options: SHOWN.map((value) => ({ value, label: text(`list.${value}`) })),
          initial: "open",
          answers: ({ state }, shown) => shown === "all" || state === shown,
        }}
        columns={columns}
        rowKey={({ placeId }) => placeId}
        open={open}
        onOpen={onOpen}
        empty={<EmptyState title={text("list.no_places")} text={text("list.no_places_text")} />}
      />
      {open === "new" ? (
        <Panel title={text("place.new")} region className="list-side">
          <PlaceForm place={null} onSaved={onOpen} />
        </Panel>
      ) : chosen?.state === "open" ? (
        <Panel title={<Bdi>{placeName(chosen.names, language)}</Bdi>} region className="list-side">
          <PlaceForm key={chosen.placeId} place={chosen} onSaved={onOpen} />
        </Panel>
      ) : chosen ? (
        <Panel title={<Bdi>{placeName(chosen.names, language)}</Bdi>} region className="list-side" padded>
          <p>
            {text("place.closed")} <Bdi>{chosen.reason ?? ""}</Bdi> · <PersonName name={chosen.writtenBy} /> ·{" "}
            <Time at={Date.parse(chosen.writtenAt)} format="day" />
          </p>
        </Panel>
      ) : (
        <section className="am-panel list-side">
          <EmptyState icon={<MapPinned size={24} />} title={text("list.none_chosen")} text={text("list.none_chosen_text")} />
        </section>
      )}
    </div>
  );
}

function useColumns(): readonly Column<Place>[] {
  const text = useText();
  const { language } = useLanguage();
  const sectors = useSectors().data;
  return [
    {
      id: "name",
      header: text("field.name"),
      clip: true,
      renderCell: ({ names, aliases, state }) => (
        <>
          <Bdi className="am-strong">{placeName(names, language)}</Bdi>{" "}
          {state === "closed" && <Chip tone="muted">{text("list.closed")}</Chip>}
          <div>
            <Bdi className="am-t3 am-small am-clip">{aliases.join(" · ")}</Bdi>
          </div>
        </>
      ),
      sortValue: ({ names }) => placeName(names, language),
    },
    {
      id: "kind",
      header: text("field.kind"),
      width: "170px",
      renderCell: ({ kind }) => PLACE_KIND_LABELS[kind][language],
      sortValue: ({ kind }) => PLACE_KIND_LABELS[kind][language],
    },
    {
      id: "sector",
      header: text("field.sector"),
      width: "200px",
      renderCell: ({ sectorId }) => <Bdi>{sectors?.find((one) => one.sectorId === sectorId)?.names[language] ?? "–"}</Bdi>,
    },
    {
      id: "written",
      header: text("field.written"),
      width: "200px",
      renderCell: ({ writtenBy, writtenAt }) => (
        <>
          <PersonName name={writtenBy} />
          <div className="am-t3 am-small">
            <Time at={Date.parse(writtenAt)} format="day" />
          </div>
        </>
      ),
      sortValue: ({ writtenAt }) => writtenAt,
    },
  ];
}
