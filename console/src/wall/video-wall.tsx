import { interventions } from "@amaliyat/contract/interventions";
import type { Camera } from "@amaliyat/contract/cameras";
import { CONNECTION_LABELS, type ConnectionState } from "@amaliyat/domain/cameras";
import { Kbd, classNames } from "@amaliyat/ui/controls";
import { EmptyState, LoadingState } from "@amaliyat/ui/feedback";
import { CameraGlyph, type CameraState } from "@amaliyat/ui/glyphs";
import { Bdi, Num, useFormat, useLanguage } from "@amaliyat/ui/i18n";
import { Panel } from "@amaliyat/ui/layout";
import Cctv from "lucide-react/icons/cctv";
import type { KeyboardEvent, ReactNode } from "react";
import { Age } from "../interventions/age.tsx";
import { useOpenIntervention } from "../interventions/use-open-intervention.ts";
import { useCameras } from "../live/index.ts";
import { select, useSelectedId } from "../selection/index.ts";
import { useMay } from "../session/index.ts";
import { QueryFailed } from "../states/index.ts";
import { pictureState } from "./picture-state.ts";
import { useText } from "./text.ts";
import "./wall.css";

const GLYPHS: Readonly<Record<ConnectionState, CameraState>> = {
  connecting: "out_of_service",
  live: "live",
  stalled: "stalled",
  lost: "lost",
  out_of_service: "out_of_service",
  no_permission: "no_permission",
};

/** The cameras of the room as tiles, each with its name and the state of its connection. */
export function VideoWall(): ReactNode {
  const text = useText();
  const query = useCameras();
  const cameras = query.data;
  return (
    <Panel className="wall" region title={text("title")} count={cameras?.length}>
      {query.isError && !cameras ? (
        <QueryFailed query={query} />
      ) : !cameras ? (
        <LoadingState what={text("title")} lines={4} />
      ) : cameras.length === 0 ? (
        <EmptyState icon={<Cctv size={24} />} title={text("empty")} text={text("empty_text")} />
      ) : (
        <div className="wall-grid">
          {cameras.map((camera, index) => (
            <Tile key={camera.cameraId} camera={camera} slot={index + 1} />
          ))}
        </div>
      )}
    </Panel>
  );
}

function Tile({ camera, slot }: { readonly camera: Camera; readonly slot: number }): ReactNode {
  const text = useText();
  const format = useFormat();
  const { language } = useLanguage();
  const mayOpen = useMay(interventions.open);
  const open = useOpenIntervention();
  const selected = useSelectedId("camera") === camera.cameraId;
  const state = pictureState(camera);
  const bad = state === "lost" || state === "stalled";
  const onKeyDown = (event: KeyboardEvent): void => {
    if (event.key !== "Enter" || !mayOpen) return;
    event.preventDefault();
    void open({ cameraId: camera.cameraId });
  };
  return (
    <button
      type="button"
      className={classNames("wall-tile", selected && "wall-tile--selected", bad && "wall-tile--bad")}
      data-camera={camera.code}
      onClick={() => select({ kind: "camera", id: camera.cameraId })}
      onKeyDown={onKeyDown}
    >
      <span className="wall-tile__head">
        <Num className="wall-tile__slot">{format.number(slot)}</Num>
        <span className="am-clip am-strong">
          <Bdi>{camera.code}</Bdi> · <Bdi>{camera.names[language]}</Bdi>
        </span>
        <span className="wall-tile__state">
          <CameraGlyph state={GLYPHS[state]} size={14} silent />
          {CONNECTION_LABELS[state][language]}
        </span>
      </span>
      {bad && (
        <span className="wall-tile__since">
          {CONNECTION_LABELS[state][language]} <Age since={Date.parse(camera.connection.since)} />
        </span>
      )}
      {selected && mayOpen && (
        <span className="wall-tile__foot">
          {text("open")} <Kbd keys="Enter" />
        </span>
      )}
    </button>
  );
}
