import { Button } from "@amaliyat/ui/controls";
import { Banner } from "@amaliyat/ui/feedback";
import type { ReactNode } from "react";
import { useText } from "../text.ts";

/** A colleague was quicker: the typed text is sent on the newer version, or given up. */
export function Overtaken({ onKeep, onLeave }: { readonly onKeep: () => void; readonly onLeave: () => void }): ReactNode {
  const text = useText();
  const actions = (
    <>
      <Button size="s" onClick={onKeep}>
        {text("keep_mine")}
      </Button>
      <Button size="s" variant="quiet" onClick={onLeave}>
        {text("leave_mine")}
      </Button>
    </>
  );
  return <Banner boxed title={text("changed_meanwhile")} actions={actions} />;
}
