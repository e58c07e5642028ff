import { describe, expect, it } from "vitest";
import { markup } from "../testing/render.tsx";
import { ListBox, Panel, SplitView, Table, Tabs, Toolbar, VisuallyHidden, type Column } from "./index.ts";

const nothing = (): void => undefined;

describe("panels and tabs", () => {
  it("name a panel by its title and make it a stop of F6", () => {
    const html = markup(
      <Panel title="Units" count={1200} region>
        x
      </Panel>,
    );
    const id = /aria-labelledby="([^"]+)"/u.exec(html)?.[1] ?? "none";
    expect(html).toContain(`<h2 class="am-panel__title" id="${id}">Units</h2>`);
    expect(html).toContain('data-region="" tabindex="-1"');
    expect(html).toContain("1\u00A0200");
    expect(markup(<Panel label="Map">x</Panel>)).toContain('aria-label="Map"');
  });

  it("leave one stop among tabs and tie the panel to the open one", () => {
    const tabs = [
      { value: "a", label: "A" },
      { value: "b", label: "B", count: 3 },
    ] as const;
    const html = markup(
      <Tabs label="Walls" tabs={tabs} value="b" onChange={nothing}>
        inside
      </Tabs>,
    );
    expect(html.match(/tabindex="0"/gu)).toHaveLength(1);
    expect(html).toMatch(/aria-selected="true"[^>]*tabindex="0"/u);
    expect(html).toMatch(/role="tabpanel" id="([^"]+)-panel" aria-labelledby="\1-b"/u);
  });

  it("leave a stop among tabs also while none is open", () => {
    const tabs = [
      { value: "a", label: "A" },
      { value: "b", label: "B" },
    ];
    const html = markup(<Tabs label="Walls" tabs={tabs} value="gone" onChange={nothing} />);
    expect(html.match(/tabindex="0"/gu)).toHaveLength(1);
    expect(html).not.toContain('aria-selected="true"');
  });

  it("keep transport left to right where asked", () => {
    expect(
      markup(
        <Toolbar label="Transport" ltr>
          x
        </Toolbar>,
      ),
    ).toContain('role="toolbar" aria-label="Transport" tabindex="-1" dir="ltr"');
    expect(markup(<VisuallyHidden>x</VisuallyHidden>)).toContain("am-hidden-visually");
  });

  it("tell the size of a split", () => {
    const html = markup(<SplitView label="Queue" first="a" second="b" initial={300} min={200} max={400} />);
    expect(html).toMatch(/role="separator" tabindex="0" aria-label="Resize: Queue" aria-orientation="vertical" aria-valuenow="300"/u);
  });
});

describe("list box", () => {
  it("has one stop, digits, and says why a line cannot be chosen", () => {
    const items = [
      { value: "a", label: "A" },
      { value: "b", label: "B", disabledReason: "Forbidden here" },
    ];
    const html = markup(<ListBox label="Purpose" digits items={items} value={null} onChange={nothing} />);
    expect(html).toContain('role="listbox" aria-label="Purpose"');
    expect(html.match(/tabindex="0"/gu)).toHaveLength(1);
    expect(html).toMatch(/aria-disabled="true".*Forbidden here/u);
    expect(html).toContain('<bdi dir="ltr" class="am-num">2</bdi>');
  });
});

describe("table", () => {
  interface Row {
    readonly id: string;
    readonly metres: number;
  }
  const columns: readonly Column<Row>[] = [
    { id: "id", header: "Unit", renderCell: (row) => row.id, sortValue: (row) => row.id },
    { id: "metres", header: "Distance", number: true, renderCell: (row) => row.metres },
  ];
  const rows = [
    { id: "207", metres: 5 },
    { id: "201", metres: 9 },
  ];
  const base = { label: "Units", columns, rowKey: (row: Row) => row.id };

  it("says its sort, and puts numbers in their class", () => {
    const html = markup(<Table {...base} rows={rows} initialSort={{ column: "id", direction: "ascending" }} />);
    expect(html).toMatch(/aria-sort="ascending"><button/u);
    expect(html.indexOf("201")).toBeLessThan(html.indexOf("207"));
    expect(html).toContain("am-table__cell--number");
    expect(html).not.toContain('role="grid"');
  });

  it("is a grid with one stop when rows can be chosen", () => {
    const html = markup(<Table {...base} rows={rows} selected="201" onSelect={nothing} />);
    expect(html).toContain('role="grid" aria-rowcount="3"');
    expect(html.match(/tabindex="0"/gu)).toHaveLength(1);
    expect(html).toMatch(/tabindex="0" data-key="201" aria-selected="true" aria-rowindex="3"/u);
  });

  it("draws a part of a long list and keeps room for the rest", () => {
    const many = Array.from({ length: 5000 }, (_, index) => ({ id: String(index), metres: index }));
    const html = markup(<Table {...base} rows={many} rowHeight={40} />);
    const drawn = html.match(/<tr class="am-table__row"/gu)?.length ?? 0;
    expect(drawn).toBeGreaterThan(10);
    expect(drawn).toBeLessThan(60);
    expect(html).toContain(`block-size:${(5000 - drawn) * 40}px`);
  });

  it("says that it is empty, or waits", () => {
    expect(markup(<Table {...base} rows={[]} />)).toContain("0 rows");
    expect(markup(<Table {...base} rows={[]} loading />)).toContain("am-state--loading");
  });
});
