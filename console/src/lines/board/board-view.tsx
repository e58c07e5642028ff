import type { ReactNode } from "react";
import { Board } from "./board.tsx";

/** The board within the console. */
export const BoardView = (): ReactNode => (
  <div className="lines-board" data-region="" tabIndex={-1}>
    <Board />
  </div>
);
