import { reports } from "@amaliyat/contract/reports";
import { LoadingState } from "@amaliyat/ui/feedback";
import { Tabs } from "@amaliyat/ui/layout";
import { Suspense, useState, useSyncExternalStore, type ReactNode } from "react";
import { RoomMap } from "../map/index.ts";
import { IncomingPanel } from "../reports/index.ts";
import { useMay } from "../session/index.ts";
import { Tour } from "../tour/index.ts";
import { VideoWall } from "../wall/index.ts";
import { useStandingRoles, windowRole } from "../workstation/index.ts";
import { Queue } from "./queue/queue.tsx";
import { StatusBar } from "./status/status-bar.tsx";
import { useText } from "./text.ts";
import { UnitsPanel } from "./units/units-panel.tsx";
import "./room.css";

/** The main room: queue, wall, map, units; tabs where the screen is narrower than 1100 px. */
export function RoomScreen(): ReactNode {
  const text = useText();
  const narrow = useNarrow();
  return (
    <div className="room">
      <h1 className="am-hidden-visually">{text("title")}</h1>
      {narrow ? <NarrowRoom /> : <WideRoom />}
      <StatusBar />
      <Tour />
    </div>
  );
}

function WideRoom(): ReactNode {
  // The wall on a screen of its own leaves its place to the map.
  const hasWall = useStandingRoles().has("wall") && windowRole() === "work";
  return (
    <div className="room-wide">
      <div className="room-start">
        <Queue />
        <IncomingPanel folds className="room-incoming" />
      </div>
      <div className={hasWall ? "room-right room-right--no-wall" : "room-right"}>
        {!hasWall && <VideoWall />}
        <div className="room-ground">
          <MapSlot />
          <UnitsPanel />
        </div>
      </div>
    </div>
  );
}

const TABS = ["queue", "incoming", "wall", "map", "units"] as const;
type Tab = (typeof TABS)[number];

function NarrowRoom(): ReactNode {
  const text = useText();
  const [tab, setTab] = useState<Tab>("queue");
  const mayReports = useMay(reports.queue);
  const tabs = TABS.filter((value) => value !== "incoming" || mayReports).map((value) => ({ value, label: text(`tabs.${value}`) }));
  return (
    <div className="room-narrow">
      <Tabs label={text("tabs.label")} tabs={tabs} value={tab} onChange={setTab}>
        {tab === "queue" && <Queue bare />}
        {tab === "incoming" && <IncomingPanel />}
        {tab === "wall" && <VideoWall />}
        {tab === "map" && <MapSlot />}
        {tab === "units" && <UnitsPanel />}
      </Tabs>
    </div>
  );
}

/** The map and its library load after the lists: a queue that cannot wait does not wait for a map. */
function MapSlot(): ReactNode {
  const text = useText();
  return (
    <Suspense
      fallback={
        <div className="am-panel">
          <LoadingState what={text("tabs.map")} />
        </div>
      }
    >
      <RoomMap />
    </Suspense>
  );
}

const narrowQuery = "(max-width: 1099px)";

function subscribe(listener: () => void): () => void {
  const query = matchMedia(narrowQuery);
  query.addEventListener("change", listener);
  return () => query.removeEventListener("change", listener);
}

const useNarrow = (): boolean => useSyncExternalStore(subscribe, () => matchMedia(narrowQuery).matches);
