import type { CallRecordingShown, FoundRecording } from "@amaliyat/contract/calls";
import { natureLabels } from "@amaliyat/domain/calls";
import { EmptyState } from "@amaliyat/ui/feedback";
import { Num, Time, useLanguage } from "@amaliyat/ui/i18n";
import { Panel } from "@amaliyat/ui/layout";
import Voicemail from "lucide-react/icons/voicemail";
import type { ReactNode } from "react";
import { CallNumber } from "../call-number.tsx";
import { FactList, InterventionFact } from "../fact-list.tsx";
import { RecordingPlayer } from "../../calls/index.ts";
import { PersonName } from "../../session/index.ts";
import { useText } from "../text.ts";

export type RecordingSideProps = {
  readonly found: FoundRecording | undefined;
  readonly onChanged: (recording: CallRecordingShown) => void;
};

/** The chosen recording with the call that it is of. Listening asks for a purpose of its own. */
export function RecordingSide({ found, onChanged }: RecordingSideProps): ReactNode {
  const text = useText();
  const { language } = useLanguage();
  if (found === undefined)
    return (
      <section className="am-panel list-side lines-side">
        <EmptyState icon={<Voicemail size={24} />} title={text("recordings.none_chosen")} text={text("recordings.none_chosen_text")} />
      </section>
    );
  const { call } = found;
  const dash = <span className="am-t3">–</span>;
  return (
    <Panel title={text("recordings.one")} aside={<Num>{call.reference}</Num>} region className="list-side lines-side">
      <div className="lines-call">
        <FactList
          facts={[
            [text("call.number"), <CallNumber key="number" number={call.number} />],
            [text("call.line"), <Num key="line">{call.line}</Num>],
            [text("call.at"), <Time key="at" at={Date.parse(call.arrivedAt)} format="dateTime" />],
            [text("call.taker"), call.takenBy === null ? dash : <PersonName key="taker" name={call.takenBy.name} />],
            [text("call.nature"), call.nature === null ? dash : natureLabels(call.nature)[language]],
            [text("call.intervention"), <InterventionFact key="intervention" call={call} />],
          ]}
        />
        <RecordingPlayer key={found.recordingId} recording={found} onChanged={onChanged} />
      </div>
    </Panel>
  );
}
