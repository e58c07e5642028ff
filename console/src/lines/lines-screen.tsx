import { calls } from "@amaliyat/contract/calls";
import { Button } from "@amaliyat/ui/controls";
import { NoPermissionState } from "@amaliyat/ui/feedback";
import { SCROLLED_BY_KEYS } from "@amaliyat/ui/layout";
import { useNavigate, useSearch } from "@tanstack/react-router";
import MonitorUp from "lucide-react/icons/monitor-up";
import { lazy, Suspense, type ReactNode } from "react";
import { ViewBar } from "../lists/index.ts";
import { useMay, useSession } from "../session/index.ts";
import { AbandonedView } from "./back/abandoned-view.tsx";
import { WallView } from "./board/wall-view.tsx";
import { CallsView } from "./calls/calls-view.tsx";
import { viewsOf, type LinesSearch, type LinesView } from "./lines-search.ts";
import { RecordingsView } from "./recordings/recordings-view.tsx";
import { SuperviseView } from "./supervise/supervise-view.tsx";
import { useText } from "./text.ts";
import { IncomingPanel } from "../reports/index.ts";
import { Board } from "./board/board.tsx";
import "../lists/lists.css";
import "./lines.css";

// Few open these two, and their forms are large.
const SettingsView = lazy(async () => ({ default: (await import("./settings/settings-view.tsx")).SettingsView }));
const FiguresView = lazy(async () => ({ default: (await import("./figures/figures-view.tsx")).FiguresView }));

/** The board within the console, beside the queue: callers, then citizens' reports. */
const BoardView = (): ReactNode => (
  <div className="lines-board-beside">
    <div className="lines-board" data-region="" {...SCROLLED_BY_KEYS}>
      <Board />
    </div>
    <IncomingPanel className="lines-board-incoming" />
  </div>
);

const SHOWN: Readonly<Record<LinesView, () => ReactNode>> = {
  board: BoardView,
  calls: CallsView,
  back: AbandonedView,
  recordings: RecordingsView,
  supervise: SuperviseView,
  settings: () => <SettingsView />,
  figures: () => <FiguresView />,
};

/** The lines: the board, the calls, the calls back, the call-takers, the settings and the figures. */
export function LinesScreen(): ReactNode {
  const text = useText();
  const { role } = useSession().user;
  const search: LinesSearch = useSearch({ from: "/lines" });
  const mayBoard = useMay(calls.wallboard);
  const views = viewsOf(role);
  const view = search.view ?? views[0];
  if (view === "wall" && mayBoard) return <WallView />;
  if (view === undefined || view === "wall" || !views.includes(view))
    return (
      <div className="list-screen">
        {views.length > 0 && <Bar views={views} view={null} />}
        <NoPermissionState logged={false} reason={text("not_this_part")} />
      </div>
    );
  const Shown = SHOWN[view];
  return (
    <div className="list-screen">
      <Bar views={views} view={view} />
      <Suspense>
        <Shown key={view} />
      </Suspense>
    </div>
  );
}

const NONE = "none";

/** The parts of the role; `view` is null while none of them is shown. */
function Bar({ views, view }: { readonly views: readonly LinesView[]; readonly view: LinesView | null }): ReactNode {
  const text = useText();
  const navigate = useNavigate();
  const toWall = (): void => {
    void navigate({ to: "/lines", search: { view: "wall" } });
    // A browser that does not allow it shows the board in its window.
    document.documentElement.requestFullscreen().catch(() => undefined);
  };
  return (
    <ViewBar<LinesView | typeof NONE>
      label={text("title")}
      views={views}
      view={view ?? NONE}
      labelOf={(one) => (one === NONE ? "" : text(`view.${one}`))}
      onChange={(next) => next !== NONE && void navigate({ to: "/lines", search: { view: next } })}
    >
      {view === "board" && (
        <Button size="s" variant="quiet" icon={<MonitorUp size={16} aria-hidden="true" />} onClick={toWall}>
          {text("board.to_wall")}
        </Button>
      )}
    </ViewBar>
  );
}
