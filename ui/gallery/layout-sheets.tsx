import Cctv from "lucide-react/icons/cctv";
import Ellipsis from "lucide-react/icons/ellipsis";
import MapPin from "lucide-react/icons/map-pin";
import { useRef, useState, type ReactNode } from "react";
import { Button, IconButton, TextInput } from "../src/controls/index.ts";
import { UnitLabel, unitStates, type UnitState } from "../src/glyphs/index.ts";
import { Num, searchItems, useFormat, useUiText } from "../src/i18n/index.ts";
import { CommandPalette, Dialog, Menu, Panel, Popover, SplitView, Table, Tabs, Toolbar, type Column } from "../src/layout/index.ts";
import type { Words } from "./words.ts";

interface Row {
  readonly id: string;
  readonly state: UnitState;
  readonly seconds: number | null;
  readonly metres: number;
}

const rows: readonly Row[] = Array.from({ length: 400 }, (_, index) => ({
  id: String(201 + index),
  state: unitStates[index % unitStates.length] ?? "available",
  seconds: index % 8 === 6 ? null : 180 + ((index * 977) % 3600),
  metres: 300 + ((index * 613) % 9000),
}));

export function TableSheet({ w }: { readonly w: Words }): ReactNode {
  const format = useFormat();
  const [selected, setSelected] = useState<string | null>("203");
  const columns: readonly Column<Row>[] = [
    { id: "unit", header: w.colUnit, renderCell: (row) => <b>{row.id}</b>, sortValue: (row) => row.id },
    { id: "state", header: w.colState, renderCell: (row) => <UnitLabel state={row.state} size={16} /> },
    {
      id: "time",
      header: w.colTime,
      number: true,
      renderCell: (row) => <Num>{format.duration(row.seconds === null ? null : row.seconds * 1000)}</Num>,
      sortValue: (row) => row.seconds,
    },
    {
      id: "distance",
      header: w.colDistance,
      number: true,
      renderCell: (row) => <Num>{format.distance(row.metres)}</Num>,
      sortValue: (row) => row.metres,
    },
  ];
  return (
    <Panel title={w.table} count={rows.length} region>
      <div className="g-table">
        <Table
          label={w.table}
          columns={columns}
          rows={rows}
          rowKey={(row) => row.id}
          selected={selected}
          onSelect={setSelected}
          initialSort={{ column: "unit", direction: "ascending" }}
        />
      </div>
    </Panel>
  );
}

export function LayoutSheet({ w }: { readonly w: Words }): ReactNode {
  const [tab, setTab] = useState("wall");
  const [open, setOpen] = useState(false);
  const [pop, setPop] = useState(false);
  const [name, setName] = useState("");
  const button = useRef<HTMLButtonElement>(null);
  const act = (): void => setOpen(false);
  return (
    <Panel title={w.wall} aside={w.place} padded region>
      <Tabs
        label={w.wall}
        value={tab}
        onChange={setTab}
        tabs={[
          { value: "wall", label: w.wall },
          { value: "centre", label: w.centre, count: 3 },
          { value: "entries", label: w.entries },
        ]}
      />
      <Toolbar label={w.menu}>
        <Button onClick={() => setOpen(true)}>{w.dialog}</Button>
        <Menu
          label={w.menu}
          align="end"
          items={[
            { id: "edit", label: w.edit, shortcut: "KeyE", act },
            { id: "join", label: w.join, shortcut: "KeyJ", disabledReason: w.offReason, act },
            { id: "remove", label: w.remove, danger: true, separated: true, act },
          ]}
          renderButton={(attributes) => <IconButton {...attributes} label={w.menu} icon={<Ellipsis size={16} aria-hidden="true" />} />}
        />
        <Button ref={button} aria-expanded={pop} onClick={() => setPop(!pop)}>
          {w.show}
        </Button>
      </Toolbar>
      <Popover anchor={button} open={pop} onClose={() => setPop(false)} label={w.show}>
        {w.infoDetail}
      </Popover>
      <div className="g-split">
        <SplitView label={w.start} first={<div>{w.start}</div>} second={<div>{w.rest}</div>} initial={140} min={80} max={240} />
      </div>
      <Dialog
        open={open}
        onClose={() => setOpen(false)}
        title={w.note}
        foot={
          <Button variant="primary" onClick={() => setOpen(false)}>
            {w.close}
          </Button>
        }
      >
        <TextInput aria-label={w.note} value={name} onChange={setName} />
      </Dialog>
    </Panel>
  );
}

export function PaletteSheet({ w, initiallyOpen }: { readonly w: Words; readonly initiallyOpen: boolean }): ReactNode {
  const text = useUiText();
  const [open, setOpen] = useState(initiallyOpen);
  const [query, setQuery] = useState("");
  const items = [
    { id: "camera", label: w.place, kind: text("origin.video"), icon: <Cctv size={16} /> },
    { id: "place", label: w.centre, kind: w.wall, icon: <MapPin size={16} /> },
    { id: "tow", label: w.tow, kind: w.disposition },
    { id: "crime", label: w.crime, kind: w.purpose },
  ];
  return (
    <Panel title={w.palette} padded>
      <div>
        <Button shortcut="Ctrl+KeyK" onClick={() => setOpen(true)}>
          {w.palette}
        </Button>
      </div>
      <CommandPalette
        open={open}
        onClose={() => setOpen(false)}
        query={query}
        onQuery={setQuery}
        items={searchItems(items, query, (item) => item.label)}
        onPick={() => setQuery("")}
      />
    </Panel>
  );
}
