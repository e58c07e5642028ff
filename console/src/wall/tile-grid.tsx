import type { Camera } from "@amaliyat/contract/cameras";
import { interventions } from "@amaliyat/contract/interventions";
import { recordings } from "@amaliyat/contract/recordings";
import { useShortcut } from "@amaliyat/ui/hooks";
import { useLanguage } from "@amaliyat/ui/i18n";
import { useEffect, useMemo, useRef, useState, type KeyboardEvent, type ReactNode, type RefObject } from "react";
import { SightDialog, useWanted } from "../bolos/index.ts";
import { useOpenIntervention } from "../facts/index.ts";
import { useMay } from "../session/index.ts";
import { CameraPicker } from "./camera-picker.tsx";
import { arrange } from "./grids.ts";
import { useText } from "./text.ts";
import type { Reason } from "./tile/tile-state.ts";
import { Tile } from "./tile/tile.tsx";
import { useBox } from "./tile/use-box.ts";
import { keyAct, type KeyAct } from "./wall-keys.ts";
import type { Wall, WallAct } from "./wall-state.ts";

type GridProps = {
  readonly wall: Wall;
  readonly act: (act: WallAct) => void;
  readonly cameras: readonly Camera[];
  readonly mayLook: boolean;
  readonly region: RefObject<HTMLElement | null>;
  readonly reason: Reason;
  /** True where the cameras are not chosen by hand, and so not changed by it. */
  readonly isFixed: boolean;
};

/** Acts that put another camera into a tile. */
const CHANGES: ReadonlySet<KeyAct["kind"]> = new Set(["swap", "pick", "remove"]);
const DIGITS = Array.from({ length: 9 }, (_, at) => `Digit${at + 1}`);

/** The tiles of the wall. One stop for Tab; keys act on the tile in hand. */
export function TileGrid({ wall, act, cameras, mayLook, region, reason, isFixed }: GridProps): ReactNode {
  const text = useText();
  const { direction } = useLanguage();
  const grid = useRef<HTMLDivElement>(null);
  const box = useBox(grid);
  const byId = useMemo(() => new Map(cameras.map((camera) => [camera.cameraId, camera])), [cameras]);
  const cells = useMemo(() => {
    if (!box) return [];
    if (wall.enlarged === null) return arrange(wall.grid, box);
    const slot = wall.enlarged;
    return arrange("1", box).map((cell) => ({ ...cell, slot }));
  }, [box, wall.grid, wall.enlarged]);
  const [picking, setPicking] = useState<number | null>(null);
  const [replaying, setReplaying] = useState<string | null>(null);
  const [seen, setSeen] = useState<string | null>(null);
  const wanted = useWanted();
  const mayOpen = useMay(interventions.open);
  const mayReplay = useMay(recordings.openReplay);
  const open = useOpenIntervention();
  const active = cells.some((cell) => cell.slot === wall.active) ? wall.active : (cells[0]?.slot ?? 0);
  const inHand = wall.cameras[active] ?? null;

  const focusTile = useFocusAfter(grid);
  const run = (asked: KeyAct): void => {
    if (isFixed && (CHANGES.has(asked.kind) || (asked.kind === "open" && inHand === null))) return;
    switch (asked.kind) {
      case "activate":
        focusTile(asked.slot);
        return act({ kind: "activate", slot: asked.slot });
      case "swap":
        focusTile(asked.to);
        return act({ kind: "swap", from: active, to: asked.to });
      case "open":
        if (inHand === null) setPicking(active);
        else if (mayOpen && byId.has(inHand)) void open({ cameraId: inHand });
        return undefined;
      case "replay":
        return setReplaying(replaying === null && mayReplay && reason.kind !== "none" ? inHand : null);
      case "enlarge":
        focusTile(active);
        return act({ kind: "enlarge", slot: wall.enlarged === null ? active : null });
      case "pick":
        return setPicking(active);
      case "seen":
        return setSeen(wanted.length > 0 ? inHand : null);
      case "remove":
        return act({ kind: "put", slot: active, cameraId: null });
      case "back":
        if (replaying !== null) return setReplaying(null);
        focusTile(active);
        return act({ kind: "enlarge", slot: null });
    }
  };
  // From anywhere in the wall, so that F6 and a digit are enough to reach a tile.
  useShortcut(
    DIGITS,
    (event) => {
      const asked = keyAct(event, { cells, active, rtl: direction === "rtl" });
      if (asked) run(asked);
    },
    { within: region },
  );
  const onKeyDown = (event: KeyboardEvent): void => {
    // Keys of the buttons inside a tile stay theirs.
    if (!(event.target instanceof HTMLElement) || event.target.dataset["slot"] === undefined) return;
    const asked = keyAct(event.nativeEvent, { cells, active, rtl: direction === "rtl" });
    if (!asked || (asked.kind === "back" && replaying === null && wall.enlarged === null)) return;
    event.preventDefault();
    run(asked);
  };
  return (
    <div ref={grid} className="wall-grid" role="grid" tabIndex={-1} aria-label={text("tiles")} onKeyDown={onKeyDown}>
      <div role="row" className="wall-row">
        {cells.map((cell) => {
          const cameraId = wall.cameras[cell.slot] ?? null;
          // An empty tile offers to choose a camera, which nobody does on a wall that follows.
          if (isFixed && cameraId === null) return null;
          return (
            <Tile
              // A picture that changes places takes its view with it: nothing is opened anew, in the room or in the log.
              key={cameraId ?? `empty ${cell.slot}`}
              cell={cell}
              cameraId={cameraId}
              camera={cameraId === null ? undefined : byId.get(cameraId)}
              reason={reason}
              mayLook={mayLook}
              acts={{ mayOpen, mayReplay }}
              active={cell.slot === active}
              enlarged={wall.enlarged !== null}
              replaying={cameraId !== null && replaying === cameraId}
              onActivate={() => act({ kind: "activate", slot: cell.slot })}
              onSwap={(from) => !isFixed && act({ kind: "swap", from, to: cell.slot })}
              onEnlarge={() => act({ kind: "enlarge", slot: wall.enlarged === null ? cell.slot : null })}
              onPick={() => !isFixed && setPicking(cell.slot)}
              onSeen={wanted.length === 0 ? null : () => setSeen(cameraId)}
              onReplayEnd={() => setReplaying(null)}
            />
          );
        })}
      </div>
      {picking !== null && (
        <CameraPicker
          slot={picking}
          cameras={cameras}
          reason={reason}
          onPick={(cameraId) => act({ kind: "put", slot: picking, cameraId })}
          onClose={() => {
            focusTile(picking);
            setPicking(null);
          }}
        />
      )}
      {seen !== null && (
        <SightDialog
          wanted={wanted}
          cameraId={seen}
          onClose={() => {
            focusTile(active);
            setSeen(null);
          }}
        />
      )}
    </div>
  );
}

/** Gives focus to a tile once the wall is drawn: one that changed places was taken out of the page for a moment. */
function useFocusAfter(grid: RefObject<HTMLElement | null>): (slot: number) => void {
  const next = useRef<number | null>(null);
  useEffect(() => {
    if (next.current === null) return;
    grid.current?.querySelector<HTMLElement>(`[data-slot="${next.current + 1}"]`)?.focus();
    next.current = null;
  });
  return (slot) => {
    next.current = slot;
  };
}
