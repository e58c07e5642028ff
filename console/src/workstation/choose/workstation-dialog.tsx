import { workstations, type Workstation } from "@amaliyat/contract/workstations";
import { Field, Select, TextInput } from "@amaliyat/ui/controls";
import { LoadingState, showToast } from "@amaliyat/ui/feedback";
import { Dialog } from "@amaliyat/ui/layout";
import { useQuery, useQueryClient } from "@tanstack/react-query";
import { useState, type FormEvent, type ReactNode } from "react";
import { ask, useSending } from "../../api/index.ts";
import { FormFoot, useMay } from "../../session/index.ts";
import { RemoveWorkstation } from "./remove-workstation.tsx";
import { useText } from "../text.ts";
import { chooseWorkstation, workstationId, workstationList, writeWorkstation } from "../this-workstation.ts";

const NEW = "";

/** Says which workstation this browser is, and names it. Its windows and walls are then those of that workstation. */
export function WorkstationDialog({ onClose }: { readonly onClose: () => void }): ReactNode {
  const text = useText();
  const { data } = useQuery(workstationList);
  return (
    <Dialog open onClose={onClose} title={text("which")}>
      {data === undefined ? <LoadingState what={text("which")} /> : <WorkstationForm all={data} onClose={onClose} />}
    </Dialog>
  );
}

function WorkstationForm({ all, onClose }: { readonly all: readonly Workstation[]; readonly onClose: () => void }): ReactNode {
  const text = useText();
  const client = useQueryClient();
  const mayName = useMay(workstations.rename);
  const mayRemove = useMay(workstations.remove);
  const [chosen, setChosen] = useState(() => (all.some((one) => one.workstationId === workstationId()) ? (workstationId() ?? NEW) : NEW));
  const [name, setName] = useState<string | null>(null);
  const { busy, refused, send } = useSending();
  const row = all.find((one) => one.workstationId === chosen);
  const shownName = name ?? row?.name ?? "";
  const options = [
    { value: NEW, label: text("another") },
    ...all.toSorted((a, b) => a.number - b.number).map((one) => ({ value: one.workstationId, label: wordsOf(one) })),
  ];
  function wordsOf(one: Workstation): string {
    return text(one.name === null ? "number" : "number_name", { number: one.number, name: one.name ?? "" });
  }
  const submit = async (event: FormEvent): Promise<void> => {
    event.preventDefault();
    const answer = await send(async () => {
      const made = row === undefined ? await ask(workstations.create, {}) : ({ ok: true, value: row } as const);
      const given = shownName.trim();
      if (!made.ok || !mayName || given === (made.value.name ?? "")) return made;
      const { workstationId: id } = made.value;
      return ask(workstations.rename, { params: { workstationId: id }, body: { name: given === "" ? null : given } });
    });
    if (answer?.ok !== true) return;
    writeWorkstation(client, answer.value);
    chooseWorkstation(answer.value.workstationId);
    showToast({ text: text("chosen", { name: wordsOf(answer.value) }) });
    onClose();
  };
  return (
    <form className="session-form" onSubmit={(event) => void submit(event)}>
      <p className="am-t2">{text("which_text")}</p>
      <Field label={text("workstation")}>
        <Select
          value={chosen}
          options={options}
          onChange={(next) => {
            setChosen(next);
            setName(null);
          }}
        />
      </Field>
      {mayName && (
        <Field label={text("name")}>
          <TextInput value={shownName} maxLength={60} onChange={setName} />
        </Field>
      )}
      {mayRemove && row !== undefined && row.workstationId !== workstationId() && (
        <RemoveWorkstation key={row.workstationId} row={row} name={wordsOf(row)} onRemoved={() => setChosen(NEW)} />
      )}
      <FormFoot submit={text("choose")} busy={busy} refused={refused} onBack={onClose} />
    </form>
  );
}
