import type { InterventionEvent } from "@amaliyat/contract/interventions";
import { Bdi } from "@amaliyat/ui/i18n";
import type { ReactNode } from "react";
import { useText } from "../text.ts";
import { eventData } from "./event-data.ts";

/** Words of a note. If the author of a report withdrew them, a sentence says so before the reference that is left. */
export function NoteWords({ data }: Pick<InterventionEvent, "data">): ReactNode {
  const text = useText();
  return (
    <>
      {data["withdrawn"] === true && `${text("log.event.withdrawn")} `}
      <Bdi>{eventData(data).words ?? ""}</Bdi>
    </>
  );
}
