import { recordings } from "@amaliyat/contract/recordings";
import { EmptyState, LoadingState } from "@amaliyat/ui/feedback";
import { Panel } from "@amaliyat/ui/layout";
import Cctv from "lucide-react/icons/cctv";
import { useRef, type ReactNode } from "react";
import type { Camera } from "@amaliyat/contract/cameras";
import { useCameras } from "../facts/index.ts";
import { QueryFailed } from "../states/index.ts";
import { useMay } from "../session/index.ts";
import { CameraCounts, LayoutChoice, OffWall, WhyOpen } from "./wall-head.tsx";
import { useText } from "./text.ts";
import { TileGrid } from "./tile-grid.tsx";
import { useWall } from "./use-wall.ts";
import "./wall.css";

/** The cameras that this person watches, as moving pictures. */
export function VideoWall(): ReactNode {
  const text = useText();
  const query = useCameras();
  const cameras = query.data;
  if (cameras && cameras.length > 0) return <Wall cameras={cameras} />;
  return (
    <Panel className="wall" region title={text("title")}>
      {query.isError ? (
        <QueryFailed query={query} />
      ) : !cameras ? (
        <LoadingState what={text("title")} lines={4} />
      ) : (
        <EmptyState icon={<Cctv size={24} />} title={text("empty")} text={text("empty_text")} />
      )}
    </Panel>
  );
}

function Wall({ cameras }: { readonly cameras: readonly Camera[] }): ReactNode {
  const text = useText();
  const [wall, act] = useWall(cameras);
  const region = useRef<HTMLElement>(null);
  const mayLook = useMay(recordings.openLive);
  const actions = (
    <>
      <CameraCounts cameras={cameras} />
      <LayoutChoice value={wall.layout} onChange={(layout) => act({ kind: "layout", layout })} />
    </>
  );
  return (
    <Panel
      ref={region}
      className="wall"
      region
      title={text("title")}
      aside={<OffWall wall={wall} cameras={cameras} act={act} />}
      actions={actions}
    >
      {mayLook && <WhyOpen cameras={cameras.filter(({ cameraId }) => wall.cameras.includes(cameraId))} />}
      <TileGrid wall={wall} act={act} cameras={cameras} mayLook={mayLook} region={region} />
    </Panel>
  );
}
