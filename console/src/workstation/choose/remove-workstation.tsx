import { workstations, type Workstation } from "@amaliyat/contract/workstations";
import { Button } from "@amaliyat/ui/controls";
import { useQueryClient } from "@tanstack/react-query";
import { useState, type ReactNode } from "react";
import { ask, useSending } from "../../api/index.ts";
import { Refusal } from "../../session/index.ts";
import { useText } from "../text.ts";
import { dropWorkstation } from "../this-workstation.ts";

type RemoveWorkstationProps = {
  readonly row: Workstation;
  /** Name as the list shows it. */
  readonly name: string;
  readonly onRemoved: () => void;
};

/** Removes a workstation that stands nowhere any more. The second press says which one goes, with its windows. */
export function RemoveWorkstation({ row, name, onRemoved }: RemoveWorkstationProps): ReactNode {
  const text = useText();
  const client = useQueryClient();
  const [isAsked, setAsked] = useState(false);
  const { busy, refused, send } = useSending();
  const { workstationId } = row;
  const remove = async (): Promise<void> => {
    const answer = await send(() => ask(workstations.remove, { params: { workstationId } }));
    // Another person may have removed it meanwhile.
    if (answer?.ok !== true && answer?.error.code !== "object.not_found") return;
    dropWorkstation(client, workstationId);
    onRemoved();
  };
  return (
    <>
      {isAsked ? (
        <div className="am-row">
          <Button variant="danger" loading={busy} onClick={() => void remove()}>
            {text("remove_which", { name })}
          </Button>
          <Button variant="quiet" onClick={() => setAsked(false)}>
            {text("keep")}
          </Button>
        </div>
      ) : (
        <div className="am-row">
          <Button variant="quiet" onClick={() => setAsked(true)}>
            {text("remove")}
          </Button>
        </div>
      )}
      <Refusal problem={refused} />
    </>
  );
}
