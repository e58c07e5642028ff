import Layers from "lucide-react/icons/layers";
import Phone from "lucide-react/icons/phone";
import Send from "lucide-react/icons/send";
import { useState, type ReactNode } from "react";
import {
  Button,
  Checkbox,
  Chip,
  Combobox,
  DateTimeInput,
  Field,
  IconButton,
  Kbd,
  RadioGroup,
  Segmented,
  Select,
  Switch,
  TextArea,
  TextInput,
} from "../src/controls/index.ts";
import { showToast } from "../src/feedback/index.ts";
import { ListBox, Panel } from "../src/layout/index.ts";
import type { Words } from "./words.ts";

export function ButtonSheet({ w, onAsk }: { readonly w: Words; readonly onAsk: () => void }): ReactNode {
  return (
    <Panel title={w.buttons} padded region>
      <div className="am-row am-row--wrap">
        <Button variant="primary" onClick={onAsk}>
          {w.main}
        </Button>
        <Button onClick={() => showToast({ text: w.sent, undo: () => showToast({ text: w.remove, tone: "attention" }) })}>
          {w.normal}
        </Button>
        <Button variant="quiet">{w.quiet}</Button>
        <Button disabledReason={w.offReason}>{w.off}</Button>
        <Button loading>{w.busy}</Button>
      </div>
      <div className="am-row am-row--wrap">
        <Button variant="affirm" size="l" icon={<Phone size={20} aria-hidden="true" />} shortcut="F2">
          {w.answer}
        </Button>
        <Button variant="danger" size="l">
          {w.endHold}
        </Button>
      </div>
      <div className="am-row am-row--wrap">
        <Button variant="primary" size="s" icon={<Send size={14} className="am-mirror" aria-hidden="true" />} shortcut="KeyA">
          {w.assign}
        </Button>
        <Button size="s" shortcut="Ctrl+Enter">
          {w.close}
        </Button>
        <IconButton label={w.wall} icon={<Layers size={16} aria-hidden="true" />} shortcut="KeyL" />
        <IconButton label={w.wall} size="m" bordered icon={<Layers size={16} aria-hidden="true" />} />
        <IconButton label={w.wall} icon={<Layers size={16} aria-hidden="true" />} disabledReason={w.offReason} />
        <Kbd keys="Ctrl+KeyK" />
        <Kbd keys="Shift+Slash" />
        <Kbd keys="ArrowUp" />
      </div>
      <div className="am-row am-row--wrap">
        <Chip>
          {w.lines} <b>3</b>
        </Chip>
        <Chip tone="attention">{w.late}</Chip>
        <Chip tone="engaged">{w.going}</Chip>
        <Chip tone="affirm">{w.approved}</Chip>
        <Chip tone="act">{w.distress}</Chip>
        <Chip onClick={onAsk} pressed>
          {w.all}
        </Chip>
      </div>
    </Panel>
  );
}

export function FormSheet({ w }: { readonly w: Words }): ReactNode {
  const [disposition, setDisposition] = useState<"tow" | "none" | null>(null);
  const [note, setNote] = useState(`${w.tow} 03:04`);
  const [phone, setPhone] = useState("06 61 23 42 42");
  const [at, setAt] = useState<number | null>(Date.UTC(2026, 3, 18, 1, 41, 7));
  const [purpose, setPurpose] = useState<string | null>("traffic");
  return (
    <Panel title={w.form} padded region>
      <Field label={w.disposition} error={disposition === null ? w.noDisposition : undefined} required>
        <Select
          value={disposition}
          placeholder={w.choose}
          onChange={setDisposition}
          options={[
            { value: "tow", label: w.tow },
            { value: "none", label: w.none },
          ]}
        />
      </Field>
      <Field label={w.note} hint={w.noteHint} optional>
        <TextArea value={note} onChange={setNote} rows={2} />
      </Field>
      <Field label={w.when} group>
        <DateTimeInput value={at} onChange={setAt} />
      </Field>
      <Field label={w.phone}>
        <TextInput value={phone} onChange={setPhone} ltr icon={<Phone size={16} aria-hidden="true" />} shortcut="KeyN" />
      </Field>
      <Field label={w.purpose}>
        <Combobox
          value={purpose}
          onChange={setPurpose}
          digits
          options={[
            { value: "crime", label: w.crime },
            { value: "order", label: w.order },
            { value: "traffic", label: w.traffic },
            { value: "sites", label: w.sites, disabledReason: w.forbidden },
          ]}
        />
      </Field>
    </Panel>
  );
}

export function ChoiceSheet({ w }: { readonly w: Words }): ReactNode {
  const [on, setOn] = useState(true);
  const [show, setShow] = useState("all");
  const [purpose, setPurpose] = useState<string | null>("traffic");
  const options = [
    { value: "all", label: w.all },
    { value: "video", label: w.video },
    { value: "units", label: w.units },
  ];
  return (
    <Panel title={w.choices} padded region>
      <Checkbox label={w.check} hint={w.noteHint} checked={on} onChange={setOn} />
      <div className="am-row am-row--wrap">
        <Checkbox label={w.all} checked={false} mixed onChange={setOn} />
        <Checkbox label={w.video} checked={false} onChange={setOn} />
        <Checkbox label={w.off} checked={false} disabled onChange={setOn} />
        <Switch label={w.sound} checked={on} onChange={setOn} />
      </div>
      <RadioGroup label={w.choices} row value={show} onChange={setShow} options={options} />
      <div>
        <Segmented label={w.choices} value={show} onChange={setShow} options={options} />
      </div>
      <ListBox
        label={w.purpose}
        digits
        value={purpose}
        onChange={setPurpose}
        items={[
          { value: "crime", label: w.crime },
          { value: "order", label: w.order },
          { value: "traffic", label: w.traffic },
          { value: "sites", label: w.sites, disabledReason: w.forbidden },
        ]}
      />
    </Panel>
  );
}
