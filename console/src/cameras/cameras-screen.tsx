import { EmptyState } from "@amaliyat/ui/feedback";
import { useNavigate, useSearch } from "@tanstack/react-router";
import Cctv from "lucide-react/icons/cctv";
import { useState, type ReactNode } from "react";
import { ViewBar } from "../lists/index.ts";
import { CameraDetails } from "./camera-details.tsx";
import { CameraList } from "./camera-list.tsx";
import { NewCamera } from "./form/new-camera.tsx";
import { HealthView } from "./health/health-view.tsx";
import { SitesView } from "./sites/sites-view.tsx";
import type { Pasted } from "./stream-url.ts";
import { useText } from "./text.ts";
import "./cameras.css";

const VIEWS = ["cameras", "health", "sites"] as const;
type View = (typeof VIEWS)[number];

/** The technician's screen: cameras beside the one that is open, their faults, and the sites and phases they stand in. No picture is shown. */
export function CamerasScreen(): ReactNode {
  const text = useText();
  const navigate = useNavigate();
  const { camera, view } = useSearch({ from: "/cameras" });
  const [pasted, setPasted] = useState<Pasted>(null);
  const open = (cameraId: string): void => void navigate({ to: "/cameras", search: { camera: cameraId } });
  const select = (cameraId: string): void => {
    setPasted(null);
    open(cameraId);
  };
  return (
    <div className="list-screen">
      <ViewBar<View>
        label={text("title")}
        views={VIEWS}
        view={view === "sites" || view === "health" ? view : "cameras"}
        labelOf={(one) => text(`view.${one}`)}
        onChange={(next) => void navigate({ to: "/cameras", search: next === "cameras" ? {} : { view: next } })}
      />
      {view === "health" ? (
        <HealthView onCamera={select} />
      ) : view === "sites" ? (
        <SitesView />
      ) : (
        <div className="list-columns">
          <CameraList
            selected={camera ?? null}
            onSelect={select}
            onNew={() => void navigate({ to: "/cameras", search: { view: "new" } })}
          />
          {view === "new" ? (
            <NewCamera pasted={pasted} onPasted={setPasted} onMade={open} />
          ) : camera === undefined ? (
            <section className="am-panel list-side">
              <EmptyState icon={<Cctv size={24} />} title={text("none_chosen")} text={text("none_chosen_text")} />
            </section>
          ) : (
            <CameraDetails key={camera} cameraId={camera} pasted={pasted} onPasted={setPasted} />
          )}
        </div>
      )}
    </div>
  );
}
