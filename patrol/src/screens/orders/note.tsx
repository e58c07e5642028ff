import { useState, type ReactNode } from "react";
import type { Order } from "../../duty/apply.ts";
import { useText } from "../../text/use-text.ts";
import { Frame } from "../frame.tsx";
import { Icon } from "../../icons/icons.tsx";
import { goHome } from "../place.ts";
import { PhotoButton } from "./photo-button.tsx";
import { SpokenText } from "../spoken-text.tsx";
import { usePatrol } from "../../app/use-patrol.ts";

/** A note on the crew's order, written or spoken. */
export function Note({ order }: { readonly order: Order }): ReactNode {
  const t = useText();
  const patrol = usePatrol();
  const [text, setText] = useState("");
  const send = async (): Promise<void> => {
    if (text.trim() === "") return;
    await patrol.shift.do({ kind: "note", order: order.assignmentId, text: text.trim() });
    goHome();
  };
  const acts = (
    <button type="button" className="big" aria-disabled={text.trim() === ""} onClick={() => void send()}>
      <Icon name="check" />
      {t("note.send")}
    </button>
  );
  return (
    <Frame title={t("note.title")} acts={acts}>
      <SpokenText label={t("note.text")} value={text} onChange={setText} rows={5} />
      <PhotoButton order={order} />
      <button type="button" className="quiet" onClick={goHome}>
        {t("back")}
      </button>
    </Frame>
  );
}
