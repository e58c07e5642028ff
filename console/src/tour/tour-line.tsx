import { Button } from "@amaliyat/ui/controls";
import Footprints from "lucide-react/icons/footprints";
import type { ReactNode } from "react";
import { useStore } from "../store/index.ts";
import { windowRole } from "../workstation/index.ts";
import { giveFocusBack } from "./focus.ts";
import { useText } from "./text.ts";
import { leaveTour, past, putOffTour, running, startTour } from "./tour-state.ts";
import { useGivesWay } from "./use-gives-way.ts";
import "./tour.css";

/** The offer of the tour in the foot of the room, once to each person; and the word that a running tour waits. */
export function TourLine(): ReactNode {
  const text = useText();
  const isNew = useStore(past).kind === "new";
  const isRunning = useStore(running) !== null;
  const waits = useGivesWay();
  const end = (act: () => void) => (): void => {
    act();
    giveFocusBack(null);
  };
  if (windowRole() !== "work") return null;
  if (isRunning && waits)
    return (
      <div className="tour-line" role="status">
        <span className="am-t2">{text("waits")}</span>
        <Button size="s" variant="quiet" onClick={end(leaveTour)}>
          {text("leave")}
        </Button>
      </div>
    );
  if (isRunning || !isNew) return null;
  return (
    <div className="tour-line" role="group" aria-label={text("offer")}>
      <Button size="s" icon={<Footprints size={16} aria-hidden="true" />} onClick={startTour}>
        {text("title")}
      </Button>
      <Button size="s" variant="quiet" onClick={end(putOffTour)}>
        {text("later")}
      </Button>
    </div>
  );
}
