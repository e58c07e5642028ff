import { places } from "@amaliyat/contract/places";
import { NoPermissionState } from "@amaliyat/ui/feedback";
import { useNavigate, useSearch } from "@tanstack/react-router";
import type { ReactNode } from "react";
import { ViewBar } from "../lists/index.ts";
import { useMay } from "../session/index.ts";
import { HazardsView } from "./hazards-view.tsx";
import { PlacesView } from "./places-view.tsx";
import { PLACES_VIEWS, type PlacesView as View } from "./places-search.ts";
import { useText } from "./text.ts";
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
      <ViewBar
        label={text("title")}
        views={PLACES_VIEWS}
        view={view}
        labelOf={(one: View) => text(`view.${one}`)}
        onChange={(next) => show(next)}
      />
      <List open={open} onOpen={(id) => show(view, id)} />
    </div>
  );
}
