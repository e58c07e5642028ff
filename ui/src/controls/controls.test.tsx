import { describe, expect, it } from "vitest";
import { markup } from "../testing/render.tsx";
import { Button, Checkbox, Combobox, Field, IconButton, Kbd, Segmented, Select, Switch, TextInput } from "./index.ts";

const nothing = (): void => undefined;
const options = [
  { value: "a", label: "A" },
  { value: "b", label: "B" },
] as const;

describe("buttons", () => {
  it("announce their key, and draw it silently", () => {
    const html = markup(<Button shortcut="Ctrl+KeyN">Open</Button>);
    expect(html).toContain('aria-keyshortcuts="Control+N"');
    expect(html).toContain('<kbd class="am-kbd" aria-hidden="true">Ctrl N</kbd>');
    expect(markup(<Kbd keys="F2" />)).toContain(">F2<");
  });

  it("stay reachable with the reason why they cannot act", () => {
    const html = markup(<Button disabledReason="No unit">Assign</Button>);
    const id = /aria-describedby="([^"]+)"/u.exec(html)?.[1] ?? "";
    expect(html).toContain('aria-disabled="true"');
    expect(html).not.toMatch(/<button[^>]* disabled/u);
    expect(html).toContain(`id="${id}" hidden="">No unit`);
  });

  it("say that they are at work", () => {
    expect(markup(<Button loading>Save</Button>)).toContain('aria-busy="true"');
    expect(markup(<Button>Save</Button>)).not.toContain("aria-busy");
  });

  it("have a name when they show only a picture", () => {
    expect(markup(<IconButton label="Close" icon={<svg />} />)).toContain('aria-label="Close"');
    expect(markup(<IconButton label="Close" icon={<svg />} disabledReason="Steps are open" />)).toContain(
      'aria-label="Close. Steps are open"',
    );
  });
});

describe("fields", () => {
  it("tie label, hint and error to the input", () => {
    const html = markup(
      <Field label="Name" hint="As on the card" error="Write a name" required>
        <TextInput value="" onChange={nothing} />
      </Field>,
    );
    const input = /<input[^>]*>/u.exec(html)?.[0] ?? "";
    const described = /aria-describedby="([^"]+)"/u.exec(input)?.[1]?.split(" ") ?? [];
    expect(html).toContain(`for="${/ id="([^"]+)"/u.exec(input)?.[1] ?? "none"}"`);
    expect(described).toHaveLength(2);
    for (const id of described) expect(html).toContain(`<div id="${id}"`);
    expect(input).toContain('aria-invalid="true"');
    expect(input).toContain('aria-required="true"');
    expect(html).toContain('role="alert"');
  });

  it("are quiet when nothing is wrong", () => {
    const html = markup(
      <Field label="Name">
        <TextInput value="x" onChange={nothing} />
      </Field>,
    );
    expect(html).not.toMatch(/aria-invalid|aria-describedby|role="alert"/u);
  });

  it("become a fieldset for a group, whose inputs do not share an id", () => {
    const html = markup(
      <Field label="When" group>
        <TextInput value="" onChange={nothing} aria-label="Date" />
        <TextInput value="" onChange={nothing} aria-label="Time" />
      </Field>,
    );
    expect(html).toMatch(/^<fieldset.*<legend/u);
    expect(html).not.toMatch(/<input[^>]* id=/u);
  });
});

describe("choices", () => {
  it("use the browser's own controls where there are", () => {
    expect(markup(<Checkbox label="Done" checked onChange={nothing} />)).toMatch(/<label.*type="checkbox".*Done.*<\/label>/u);
    expect(markup(<Segmented label="Show" options={options} value="a" onChange={nothing} />)).toMatch(
      /role="radiogroup" aria-label="Show".*type="radio".*checked/u,
    );
    expect(markup(<Select options={options} value={null} placeholder="Choose" onChange={nothing} />)).toMatch(
      /<select.*<option value="" disabled="" hidden="" selected="">Choose/u,
    );
  });

  it("name a switch by its label and say its state", () => {
    const html = markup(<Switch label="Sound" checked onChange={nothing} />);
    const id = /aria-labelledby="([^"]+)"/u.exec(html)?.[1] ?? "none";
    expect(html).toContain('role="switch"');
    expect(html).toContain('aria-checked="true"');
    expect(html).toContain(`id="${id}">Sound`);
  });

  it("draw a combobox with its list, closed", () => {
    const html = markup(<Combobox label="Purpose" options={options} value="b" onChange={nothing} />);
    const id = /aria-controls="([^"]+)"/u.exec(html)?.[1] ?? "none";
    expect(html).toMatch(/role="combobox"[^>]*aria-expanded="false"/u);
    expect(html).toContain('value="B"');
    expect(html).toMatch(new RegExp(`id="${id}" role="listbox" aria-label="Purpose"`, "u"));
    expect(html).not.toContain('role="option"');
  });
});
