import type { Plan } from "@amaliyat/contract/plans";
import { codeIn } from "@amaliyat/domain/cameras";
import { MOST_CAMERAS } from "@amaliyat/domain/plans";
import { Combobox, Field, IconButton, RadioGroup, Select } from "@amaliyat/ui/controls";
import { Bdi, isolate, useFormat, useLanguage } from "@amaliyat/ui/i18n";
import X from "lucide-react/icons/x";
import type { ReactNode } from "react";
import { useCameras } from "../../facts/index.ts";
import { useText } from "../text.ts";

type Rule = Plan["cameras"];
export type CameraFieldsProps = { readonly cameras: Rule; readonly wrong: boolean; readonly onChange: (cameras: Rule) => void };

const COUNTS = Array.from({ length: MOST_CAMERAS + 1 }, (_, count) => String(count));

/** Cameras of a plan: the nearest ones, or some by name. */
export function CameraFields({ cameras, wrong, onChange }: CameraFieldsProps): ReactNode {
  const text = useText();
  const format = useFormat();
  return (
    <Field group label={text("field.cameras")} error={wrong ? text("cameras.missing") : undefined}>
      <RadioGroup
        label={text("field.cameras")}
        row
        value={cameras.kind}
        options={[
          { value: "nearest", label: text("cameras.nearest") },
          { value: "named", label: text("cameras.named") },
        ]}
        onChange={(kind) => onChange(kind === "named" ? { kind, cameraIds: [] } : { kind, count: 3 })}
      />
      {cameras.kind === "nearest" ? (
        <Select
          size="s"
          aria-label={text("cameras.count")}
          options={COUNTS.map((value) => ({ value, label: format.number(Number(value)) }))}
          value={String(cameras.count)}
          onChange={(count) => onChange({ kind: "nearest", count: Number(count) })}
        />
      ) : (
        <Named cameraIds={cameras.cameraIds} onChange={(cameraIds) => onChange({ kind: "named", cameraIds })} />
      )}
    </Field>
  );
}

function Named({ cameraIds, onChange }: { readonly cameraIds: readonly string[]; readonly onChange: (ids: string[]) => void }): ReactNode {
  const text = useText();
  const { language } = useLanguage();
  const known = useCameras().data ?? [];
  const nameOf = (id: string): string => {
    const camera = known.find(({ cameraId }) => cameraId === id);
    return camera === undefined ? text("cameras.unknown") : `${codeIn(camera.code, language)} · ${isolate(camera.names[language])}`;
  };
  return (
    <>
      <ul className="plans-lines">
        {cameraIds.map((id) => (
          <li key={id} className="plans-line__head">
            <Bdi>{nameOf(id)}</Bdi>
            <IconButton
              size="s"
              label={`${text("act.remove")} ${nameOf(id)}`}
              icon={<X size={16} />}
              onClick={() => onChange(cameraIds.filter((one) => one !== id))}
            />
          </li>
        ))}
      </ul>
      {cameraIds.length < MOST_CAMERAS && (
        <Combobox
          label={text("cameras.add")}
          placeholder={text("cameras.add")}
          options={known
            .filter(({ cameraId }) => !cameraIds.includes(cameraId))
            .map(({ cameraId }) => ({ value: cameraId, label: nameOf(cameraId) }))}
          value={null}
          onChange={(id) => onChange([...cameraIds, id])}
        />
      )}
    </>
  );
}
