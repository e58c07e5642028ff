import type { Camera } from "@amaliyat/contract/cameras";
import { recordings } from "@amaliyat/contract/recordings";
import { codeIn, type Purpose } from "@amaliyat/domain/cameras";
import { classNames } from "@amaliyat/ui/controls";
import { Num, Time, useFormat, useLanguage } from "@amaliyat/ui/i18n";
import { useRef, type ReactNode } from "react";
import { useMay, usePickedPurpose } from "../../session/index.ts";
import { useText } from "../text.ts";
import { TileCover } from "./tile-cover.tsx";
import { Watermark } from "./tile-frame.tsx";
import { closedBecause, connectionOf, whyOf, type Reason, type TileState } from "./tile-state.ts";
import { useBox } from "./use-box.ts";
import { streamFor, useLivePicture } from "./use-live-picture.ts";
import { useReason } from "../use-reason.ts";
import { useShown } from "./use-shown.ts";
import "../wall.css";

export type CameraPictureProps = {
  readonly camera: Camera;
  /** The open intervention from which the view inherits its purpose, and that purpose; else the purpose in hand. */
  readonly of?: { readonly interventionId: string; readonly inherited: Purpose | null };
};

/** The live picture of one camera outside of the wall, 16:9, opened while it can be seen. */
export function CameraPicture({ camera, of }: CameraPictureProps): ReactNode {
  const text = useText();
  const format = useFormat();
  const { language } = useLanguage();
  const tile = useRef<HTMLDivElement>(null);
  const host = useRef<HTMLDivElement>(null);
  const shown = useShown(tile);
  const box = useBox(tile);
  const inHand = useReason();
  const picked = usePickedPurpose(of?.interventionId ?? "");
  const reason: Reason = of === undefined ? inHand : { kind: "intervention", ...of, picked };
  const why = whyOf(reason, camera.purposes);
  const { cameraId } = camera;
  const closed = closedBecause({ cameraId, camera, reason, mayLook: useMay(recordings.openLive) });
  const stream = box ? streamFor(box.width, camera.hasSub) : null;
  const asked = closed === null && shown && stream !== null && why !== null ? { cameraId, why, stream, hasSub: camera.hasSub } : null;
  const picture = useLivePicture(host, tile, asked);
  const state: TileState = closed ?? picture?.state ?? { kind: "connecting", since: Number.NaN };
  const connection = connectionOf(state);
  const word = connection === null ? "" : text(`state.${connection}`);
  return (
    <div
      ref={tile}
      className={classNames("wall-picture", state.kind === "stalled" && "wall-tile--old")}
      data-theme="dark"
      data-camera={camera.code}
      data-state={state.kind}
      role="img"
      aria-label={`${codeIn(camera.code, language)} ${camera.names[language]}, ${word}`}
    >
      <div ref={host} className="wall-tile__picture" />
      <TileCover state={state} roomy={false} />
      {picture?.takenAt != null && state.kind !== "lost" && <Watermark />}
      {picture?.takenAt != null && (
        <div className="wall-tile__foot">
          {state.kind === "live" && picture.delayMs !== null && <Num className="wall-tile__delay">{format.seconds(picture.delayMs)}</Num>}
          <span className="am-grow" />
          <Time at={picture.takenAt} className={classNames("wall-tile__clock", state.kind !== "live" && "wall-tile__clock--old")} />
        </div>
      )}
    </div>
  );
}
