import { recordings } from "@amaliyat/contract/recordings";
import type { Camera } from "@amaliyat/contract/cameras";
import type { Arrangement } from "@amaliyat/domain/workstations";
import { EmptyState, LoadingState } from "@amaliyat/ui/feedback";
import { Bdi, isolate } from "@amaliyat/ui/i18n";
import { Panel } from "@amaliyat/ui/layout";
import Cctv from "lucide-react/icons/cctv";
import { useRef, type ReactNode } from "react";
import { useCameras } from "../facts/index.ts";
import { QueryFailed } from "../states/index.ts";
import { useMay } from "../session/index.ts";
import { useRememberedArrangement } from "../workstation/index.ts";
import { LayoutsMenu } from "./saved/layouts-menu.tsx";
import { CameraCounts, GridChoice, OffWall, WhyOpen } from "./wall-head.tsx";
import { useText } from "./text.ts";
import { TileGrid } from "./tile-grid.tsx";
import { useFollowed } from "./use-followed.ts";
import { useReason } from "./use-reason.ts";
import { useWall } from "./use-wall.ts";
import "./wall.css";

/** The cameras that this person watches, as moving pictures. */
export function VideoWall(): ReactNode {
  const text = useText();
  const query = useCameras();
  const remembered = useRememberedArrangement();
  const cameras = query.data;
  if (cameras && cameras.length > 0 && remembered.isKnown) return <Wall cameras={cameras} remembered={remembered.wall} />;
  return (
    <Panel className="wall" region title={text("title")}>
      {query.isError ? (
        <QueryFailed query={query} />
      ) : !cameras || cameras.length > 0 ? (
        <LoadingState what={text("title")} lines={4} />
      ) : (
        <EmptyState icon={<Cctv size={24} />} title={text("empty")} text={text("empty_text")} />
      )}
    </Panel>
  );
}

type WallProps = { readonly cameras: readonly Camera[]; readonly remembered: Arrangement | null };

function Wall({ cameras, remembered }: WallProps): ReactNode {
  const text = useText();
  const [wall, act] = useWall(cameras, remembered);
  const region = useRef<HTMLElement>(null);
  const mayLook = useMay(recordings.openLive);
  const inHand = useReason();
  const followed = useFollowed(cameras);
  const follows = wall.grid === "follow";
  const actions = (
    <>
      <CameraCounts cameras={cameras} />
      <GridChoice value={wall.grid} onChange={(grid) => act({ kind: "grid", grid })} />
      <LayoutsMenu wall={wall} act={act} />
    </>
  );
  const aside = !follows ? (
    <OffWall wall={wall} cameras={cameras} act={act} />
  ) : followed.why === null ? (
    <span className="am-t2">
      {text("follow.title")} <Bdi>{followed.reference ?? ""}</Bdi>
    </span>
  ) : undefined;
  const isAlone = followed.cameras.filter((one) => one !== null).length === 1;
  const shown = follows ? { ...wall, grid: isAlone ? ("1" as const) : wall.grid, cameras: followed.cameras } : wall;
  const reason = follows ? followed.reason : inHand;
  return (
    <Panel ref={region} className="wall" region title={text("title")} aside={aside} actions={actions}>
      {mayLook && !follows && <WhyOpen cameras={cameras.filter(({ cameraId }) => wall.cameras.includes(cameraId))} />}
      {follows && followed.why !== null ? (
        <EmptyState icon={<Cctv size={24} />} title={text(`follow.${followed.why}`, { reference: isolate(followed.reference ?? "") })} />
      ) : (
        <TileGrid wall={shown} act={act} cameras={cameras} mayLook={mayLook} region={region} reason={reason} isFixed={follows} />
      )}
    </Panel>
  );
}
