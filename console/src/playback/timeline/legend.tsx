import type { ReactNode } from "react";
import { useText } from "../text.ts";

/** Legend of the kinds of stretch. */
export function Legend(): ReactNode {
  const text = useText();
  return (
    <footer className="am-panel__foot playback-legend">
      <span>
        <i className="playback-bar" aria-hidden="true" /> {text("legend.recorded")}
      </span>
      <span>
        <i className="playback-gap playback-gap--fault" aria-hidden="true" /> {text("legend.fault")}
      </span>
      <span>
        <i className="playback-gap playback-gap--planned" aria-hidden="true" /> {text("legend.planned")}
      </span>
      <span>
        <i className="playback-gap playback-gap--expired" aria-hidden="true" /> {text("legend.expired")}
      </span>
      <span className="am-grow" />
      <span className="am-t3">{text("legend.direction")}</span>
    </footer>
  );
}
