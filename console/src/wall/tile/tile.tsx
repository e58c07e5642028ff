import type { Camera } from "@amaliyat/contract/cameras";
import { codeIn } from "@amaliyat/domain/cameras";
import { classNames } from "@amaliyat/ui/controls";
import { useLanguage } from "@amaliyat/ui/i18n";
import { useRef, useState, type CSSProperties, type DragEvent, type ReactNode } from "react";
import type { Cell } from "../grids.ts";
import { ReplayInPlace } from "./replay-in-place.tsx";
import { useText } from "../text.ts";
import { TileCover } from "./tile-cover.tsx";
import { TileFoot, TileHead, Watermark } from "./tile-frame.tsx";
import { closedBecause, connectionOf, whyOf, type Reason, type TileState } from "./tile-state.ts";
import { streamFor, useLivePicture } from "./use-live-picture.ts";
import { useShown } from "./use-shown.ts";

/** A tile this wide (px) has room for words in its head and for its keys in its foot. */
const ROOMY_PX = 420;

const DRAGGED = "application/x-amaliyat-slot";

export type TileProps = {
  readonly cell: Cell;
  readonly cameraId: string | null;
  readonly camera: Camera | undefined;
  readonly reason: Reason;
  readonly mayLook: boolean;
  readonly acts: { readonly mayOpen: boolean; readonly mayReplay: boolean };
  readonly active: boolean;
  readonly enlarged: boolean;
  readonly replaying: boolean;
  readonly onActivate: () => void;
  readonly onSwap: (from: number) => void;
  readonly onEnlarge: () => void;
  readonly onPick: () => void;
  /** Null while nothing is looked for. */
  readonly onSeen: (() => void) | null;
  readonly onReplayEnd: () => void;
};

/** One camera of the wall: its picture, and over it its name, state and links. */
export function Tile(props: TileProps): ReactNode {
  const { cell, cameraId, camera, reason, mayLook, acts, active, replaying } = props;
  const { language } = useLanguage();
  const text = useText();
  const tile = useRef<HTMLDivElement>(null);
  const host = useRef<HTMLDivElement>(null);
  const shown = useShown(tile);
  const closed = closedBecause({ cameraId, camera, reason, mayLook });
  const why = whyOf(reason, camera?.purposes ?? []);
  const asked =
    closed === null && shown && cameraId !== null && why !== null
      ? { cameraId, why, stream: streamFor(cell.width, camera?.hasSub ?? false), hasSub: camera?.hasSub ?? false }
      : null;
  const picture = useLivePicture(host, tile, asked);
  const state: TileState = closed ?? picture?.state ?? { kind: "connecting", since: Number.NaN };
  const delayMs = replaying ? null : (picture?.delayMs ?? null);
  const drag = useDrag(props);
  const bad = state.kind === "stalled" || state.kind === "lost";
  const roomy = cell.width >= ROOMY_PX;
  const name = camera ? `${codeIn(camera.code, language)}, ${camera.names[language]}` : text("no_camera");
  const connection = connectionOf(state);
  return (
    <div
      ref={tile}
      className={classNames(
        "wall-tile",
        active && "wall-tile--active",
        bad && "wall-tile--bad",
        state.kind === "stalled" && "wall-tile--old",
        drag.over && "wall-tile--over",
      )}
      style={
        {
          "--start": `${cell.start}px`,
          "--top": `${cell.top}px`,
          "--width": `${cell.width}px`,
          "--height": `${cell.height}px`,
        } as CSSProperties
      }
      data-theme="dark"
      role="gridcell"
      tabIndex={active ? 0 : -1}
      aria-label={text("tile", { slot: cell.slot + 1, name, state: connection === null ? "" : text(`state.${connection}`) })}
      data-slot={cell.slot + 1}
      data-camera={camera?.code}
      data-camera-id={cameraId ?? undefined}
      data-state={state.kind}
      onPointerDown={props.onActivate}
      onDoubleClick={cameraId === null ? props.onPick : props.onEnlarge}
      {...drag.attributes}
    >
      <div ref={host} className="wall-tile__picture" />
      {!replaying && <TileCover state={state} roomy={roomy} onPick={props.onPick} />}
      {replaying && cameraId !== null && <ReplayInPlace cameraId={cameraId} why={why ?? {}} onEnd={props.onReplayEnd} />}
      {picture?.isSmallOnly === true && roomy && !replaying && <span className="wall-tile__note">{text("small_only")}</span>}
      {picture?.takenAt != null && state.kind !== "lost" && <Watermark raised={roomy} />}
      <TileHead
        slot={cell.slot}
        camera={camera}
        state={state}
        delayMs={delayMs}
        roomy={roomy}
        onPick={props.onPick}
        onSeen={camera === undefined ? null : props.onSeen}
      />
      {!replaying && (
        <TileFoot
          camera={camera}
          state={state}
          takenAt={picture?.takenAt ?? null}
          roomy={roomy && active}
          acts={{ ...acts, enlarged: props.enlarged }}
        />
      )}
    </div>
  );
}

const isSlot = (event: DragEvent): boolean => event.dataTransfer.types.includes(DRAGGED);

/** Dragging a tile onto another changes their places. */
function useDrag({ cell, cameraId, onSwap }: TileProps) {
  const [over, setOver] = useState(false);
  const attributes = {
    draggable: cameraId !== null,
    onDragStart: (event: DragEvent) => {
      event.dataTransfer.setData(DRAGGED, String(cell.slot));
      event.dataTransfer.effectAllowed = "move";
    },
    onDragOver: (event: DragEvent) => {
      if (!isSlot(event)) return;
      event.preventDefault();
      setOver(true);
    },
    onDragLeave: () => setOver(false),
    onDrop: (event: DragEvent) => {
      setOver(false);
      if (!isSlot(event)) return;
      event.preventDefault();
      onSwap(Number(event.dataTransfer.getData(DRAGGED)));
    },
  };
  return { over, attributes };
}
