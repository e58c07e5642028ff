import { workstations, type Layout } from "@amaliyat/contract/workstations";
import { isWritten } from "@amaliyat/domain/kernel";
import { Checkbox, Field, IconButton, TextInput } from "@amaliyat/ui/controls";
import { showToast } from "@amaliyat/ui/feedback";
import { useDraft } from "@amaliyat/ui/hooks";
import { Bdi, isolate } from "@amaliyat/ui/i18n";
import { Dialog } from "@amaliyat/ui/layout";
import { useQuery, useQueryClient } from "@tanstack/react-query";
import Save from "lucide-react/icons/save";
import Trash2 from "lucide-react/icons/trash-2";
import { useState, type FormEvent, type ReactNode } from "react";
import { ask, useSending } from "../../api/index.ts";
import { FormFoot, useDraftName, usePersonNames, useSession } from "../../session/index.ts";
import { layoutList, LAYOUTS } from "../../workstation/index.ts";
import { useText } from "../text.ts";
import type { Wall } from "../wall-state.ts";

const isName = (value: unknown): value is string => typeof value === "string";

/** Saves the present wall under a name, and replaces or removes what was saved. */
export function LayoutsDialog({ wall, onClose }: { readonly wall: Wall; readonly onClose: () => void }): ReactNode {
  const text = useText();
  const client = useQueryClient();
  const { value: name, setValue, clear } = useDraft(useDraftName("layout.name"), "", isName);
  const [isShared, setShared] = useState(false);
  const [tried, setTried] = useState(false);
  const { busy, refused, send } = useSending();
  const said = name.trim();
  const content = { grid: wall.grid, cameras: [...wall.cameras] };
  const done = (key: "saved.done" | "saved.removed", of: string): void => {
    showToast({ text: text(key, { name: isolate(of) }) });
    void client.invalidateQueries({ queryKey: LAYOUTS });
  };
  const submit = async (event: FormEvent): Promise<void> => {
    event.preventDefault();
    setTried(true);
    if (!isWritten(said)) return;
    const answer = await send(() => ask(workstations.saveLayout, { body: { name: said, isShared, ...content } }));
    if (answer?.ok !== true) return;
    clear();
    done("saved.done", said);
    onClose();
  };
  const replace = async ({ layoutId, name: of, isShared: shared, version }: Layout): Promise<void> => {
    const body = { name: of, isShared: shared, version, ...content };
    const answer = await send(() => ask(workstations.changeLayout, { params: { layoutId }, body }));
    if (answer?.ok === true) done("saved.done", of);
  };
  const remove = async ({ layoutId, name: of }: Layout): Promise<void> => {
    const answer = await send(() => ask(workstations.removeLayout, { params: { layoutId } }));
    if (answer?.ok === true) done("saved.removed", of);
  };
  return (
    <Dialog open onClose={onClose} title={text("saved.title")}>
      <form className="session-form" onSubmit={(event) => void submit(event)}>
        <Field label={text("saved.name")} error={tried && !isWritten(said) ? text("saved.name_missing") : undefined} required>
          <TextInput value={name} maxLength={60} onChange={setValue} />
        </Field>
        <Checkbox label={text("saved.shared")} checked={isShared} onChange={setShared} />
        <FormFoot submit={text("saved.submit")} busy={busy} refused={refused} onBack={onClose} />
      </form>
      <SavedList onReplace={(layout) => void replace(layout)} onRemove={(layout) => void remove(layout)} />
    </Dialog>
  );
}

type ListProps = { readonly onReplace: (layout: Layout) => void; readonly onRemove: (layout: Layout) => void };

/** The saved walls that this person may change. */
function SavedList({ onReplace, onRemove }: ListProps): ReactNode {
  const text = useText();
  const names = usePersonNames();
  const { user } = useSession();
  const { data = [] } = useQuery(layoutList);
  const own = data.filter((one) => one.ownerId === user.userId || (one.isShared && user.role === "supervisor"));
  if (own.length === 0) return <p className="am-t2">{text("saved.none")}</p>;
  return (
    <ul className="wall-saved" aria-label={text("saved.menu")}>
      {own.map((layout) => (
        <li key={layout.layoutId}>
          <span className="am-clip">
            <Bdi>{layout.name}</Bdi>
          </span>
          <span className="am-t2 am-small">
            {layout.isShared ? text("saved.shared_by", { name: isolate(names.shown(layout.ownerName)) }) : text("saved.own")}
          </span>
          <IconButton
            size="s"
            label={`${text("saved.replace")}: ${layout.name}`}
            icon={<Save size={16} aria-hidden="true" />}
            onClick={() => onReplace(layout)}
          />
          <IconButton
            size="s"
            label={`${text("saved.remove")}: ${layout.name}`}
            icon={<Trash2 size={16} aria-hidden="true" />}
            onClick={() => onRemove(layout)}
          />
        </li>
      ))}
    </ul>
  );
}
