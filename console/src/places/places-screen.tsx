import { places } from "@amaliyat/contract/places";
import { NoPermissionState } from "@amaliyat/ui/feedback";
import { Tabs } from "@amaliyat/ui/layout";
import { useNavigate, useSearch } from "@tanstack/react-router";
import type { ReactNode } from "react";
import { useMay } from "../session/index.ts";
import { HazardsView } from "./hazards-view.tsx";
import { PlacesView } from "./places-view.tsx";
import { PLACES_VIEWS, type PlacesView as View } from "./places-search.ts";
import { useText } from "./text.ts";
import "../lists/lists.css";
import "./places.css";

/** The room's own places, and the hazards of places. */
export function PlacesScreen(): ReactNode {
  const text = useText();
  return useMay(places.list) ? <Screen /> : <NoPermissionState logged={false} reason={text("title")} />;
}

function Screen(): ReactNode {
  const text = useText();
  const navigate = useNavigate();
  const { view = "places", open = null } = useSearch({ from: "/places" });
  const show = (next: View, id: string | null = null): void =>
    void navigate({ to: "/places", search: { view: next, ...(id === null ? {} : { open: id }) } });
  const List = view === "places" ? PlacesView : HazardsView;
  return (
    <div className="list-screen">
      <div className="list-bar">
        <Tabs
          label={text("title")}
          tabs={PLACES_VIEWS.map((value) => ({ value, label: text(`view.${value}`) }))}
          value={view}
          onChange={(next) => show(next)}
        />
      </div>
      <List open={open} onOpen={(id) => show(view, id)} />
    </div>
  );
}
