import type { ReactNode } from "react";
import { IncomingPanel } from "../../reports/index.ts";
import { Board } from "./board.tsx";

/** The board within the console, beside the queue: callers, then citizens' reports. */
export const BoardView = (): ReactNode => (
  <div className="lines-board-beside">
    <div className="lines-board" data-region="" tabIndex={-1}>
      <Board />
    </div>
    <IncomingPanel className="lines-board-incoming" />
  </div>
);
