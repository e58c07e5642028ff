import type { CallCard } from "@amaliyat/contract/calls";
import { Panel } from "@amaliyat/ui/layout";
import type { ReactNode } from "react";
import { RecordingPlayer } from "../recording/recording-player.tsx";
import { useText } from "../text.ts";

/** Recordings of a call. Listening asks for a purpose. */
export function RecordingsPanel({ card }: { readonly card: CallCard }): ReactNode {
  const text = useText();
  return (
    <Panel region title={text("recordings.title")} count={card.recordings.length} className="call-recordings">
      {card.recordings.length === 0 && (
        <p className="call-note am-t2">{text(card.endedAt === null ? "recordings.goes_on" : "recordings.none")}</p>
      )}
      <ul>
        {card.recordings.map((one) => (
          <li key={one.recordingId} data-recording={one.recordingId}>
            <RecordingPlayer recording={one} />
          </li>
        ))}
      </ul>
    </Panel>
  );
}
