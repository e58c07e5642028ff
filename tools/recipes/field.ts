import { after, type Recipe } from "./recipe.ts";

const WEATHER = `import type { Text3 } from "../kernel/index.ts";

/** Weather at the place: a closed set. */
export const WEATHERS = ["clear", "rain", "sand_wind", "fog", "heat"] as const;
export type Weather = (typeof WEATHERS)[number];

export const WEATHER_LABEL: Text3 = { ar: "حالة الطقس", fr: "Météo", en: "Weather" };

export const WEATHER_LABELS: Readonly<Record<Weather, Text3>> = {
  clear: { ar: "صحو", fr: "Temps clair", en: "Clear" },
  rain: { ar: "مطر", fr: "Pluie", en: "Rain" },
  sand_wind: { ar: "رياح رملية", fr: "Vent de sable", en: "Sand wind" },
  fog: { ar: "ضباب", fr: "Brouillard", en: "Fog" },
  heat: { ar: "حر شديد", fr: "Forte chaleur", en: "Heat" },
};
`;

const MIGRATION = `-- Weather at the place of an intervention, if it was said.
alter table intervention add column weather text check (weather in ('clear', 'rain', 'sand_wind', 'fog', 'heat'));
`;

const WEATHER_MARK = `  if (weather === null) return shown;
  const chip = (
    <Chip key={weather} tone="muted">
      {WEATHER_LABELS[weather][language]}
    </Chip>
  );
  return [...shown, chip];
`;

const TEST = `  it("the weather comes with the opening, and stays where a command does not name it", async () => {
    const card = await open({ weather: "rain" });
    expect(card).toMatchObject({ weather: "rain", attributes: [] });
    const body = { version: card.version, attributes: ["minor" as const] };
    const marked = await operator.must(interventions.mark, { params: params(card), body });
    expect(marked).toMatchObject({ weather: "rain", attributes: ["minor"] });
    expect(await now(await open())).toMatchObject({ weather: null });
  });

`;

const CHOSEN = "domain/interventions/chosen.ts";
const SHAPES = "contract/interventions/shapes.ts";
const COLUMNS = "server/src/interventions/rows/chosen-queries.ts";
const FIELDS = "console/src/card/opening/mark-fields.tsx";
const SHOWN = "console/src/facts/intervention/attribute-marks.tsx";

/** Adds an optional field to an intervention: a code from a list, chosen at the opening, shown on card, row and log. */
export const FIELD: Recipe = {
  name: "a field on an intervention",
  atMost: 12,
  edits: [
    { file: "domain/interventions/weather.ts", text: WEATHER },
    after("domain/interventions/index.ts", `export * from "./state.ts";\n`, `export * from "./weather.ts";\n`),

    // The field, its value where nothing is chosen, and the same among other facts.
    after(
      CHOSEN,
      `import type { SubcategoryCode } from "./taxonomy/subcategories.ts";\n`,
      `import type { Weather } from "./weather.ts";\n`,
    ),
    after(CHOSEN, `  readonly attributes: readonly Attribute[];\n`, `  readonly weather: Weather | null;\n`),
    { file: CHOSEN, find: `attributes: [] } satisfies`, put: `attributes: [], weather: null } satisfies` },
    {
      file: CHOSEN,
      find: `({ attributes }: Marks): Marks => ({ attributes: inOrder(attributes) })`,
      put: `({ attributes, weather }: Marks): Marks => ({ attributes: inOrder(attributes), weather })`,
    },
    {
      file: CHOSEN,
      find: `sameAttributes(a.attributes, b.attributes)`,
      put: `sameAttributes(a.attributes, b.attributes) && a.weather === b.weather`,
    },

    // Requests, rows, cards. An older screen does not send it with the command: then it stays as it is.
    { file: SHAPES, find: `import type { ChosenFacts, Marks } from`, put: `import { WEATHERS, type ChosenFacts, type Marks } from` },
    {
      file: SHAPES,
      find: `/** Facts of the command \`mark\`, each the whole set from now on. */
export const marks = { attributes: z.array(attribute).max(8) } satisfies`,
      put: `const weather = z.enum(WEATHERS).nullable();

/** Facts of the command \`mark\`, each the whole set from now on. */
export const marks = { attributes: z.array(attribute).max(8), weather: weather.exactOptional() } satisfies`,
    },
    {
      file: SHAPES,
      find: `const chosenFacts = { subcategory, priority, attributes: z.array(attribute) } satisfies`,
      put: `const chosenFacts = { subcategory, priority, attributes: z.array(attribute), weather } satisfies`,
    },
    after(SHAPES, `  attributes: marks.attributes.exactOptional(),\n`, `  weather: marks.weather,\n`),
    after("contract/audit/detail.ts", ` viewId way`, ` weather`),

    // The column and its mapping. The number is one that no migration has, whatever is added; a real one has the next.
    { file: "server/src/platform/database/migrations/9999-weather.sql", text: MIGRATION },
    after(
      "tools/statements/constraint-lists.ts",
      `  "intervention.intervention_priority_check": "domain/interventions/priorities.ts PRIORITIES",\n`,
      `  "intervention.intervention_weather_check": "domain/interventions/weather.ts WEATHERS",\n`,
    ),
    { file: COLUMNS, find: `SubcategoryCode } from`, put: `SubcategoryCode, Weather } from` },
    after(COLUMNS, `  attributes: readonly Attribute[];\n`, `  weather: Weather | null;\n`),
    after(COLUMNS, `i.attributes`, `, i.weather`),
    { file: COLUMNS, find: `attributes }: ChosenColumns`, put: `attributes, weather }: ChosenColumns` },
    after(COLUMNS, `attributes: [...attributes]`, `, weather`),
    { file: COLUMNS, find: `attributes }: ChosenFacts`, put: `attributes, weather }: ChosenFacts` },
    { file: COLUMNS, find: `return { subcategory, priority, attributes };`, put: `return { subcategory, priority, attributes, weather };` },

    // The form of a new intervention.
    {
      file: FIELDS,
      find: `import { ATTRIBUTE_LABELS, ATTRIBUTES, isAttribute, type Attribute, type Marks } from`,
      put: `import {
  ATTRIBUTE_LABELS,
  ATTRIBUTES,
  isAttribute,
  WEATHER_LABEL,
  WEATHER_LABELS,
  WEATHERS,
  type Attribute,
  type Marks,
} from`,
    },
    { file: FIELDS, find: `({ attributes }: Readonly`, put: `({ attributes, weather }: Readonly` },
    {
      file: FIELDS,
      find: `  Array.isArray(attributes) && attributes.every((one: unknown) => typeof one === "string" && isAttribute(one));`,
      put: `  Array.isArray(attributes) &&
  attributes.every((one: unknown) => typeof one === "string" && isAttribute(one)) &&
  (weather === null || WEATHERS.some((one) => one === weather));`,
    },
    {
      file: FIELDS,
      find: `({ attributes }: Marks) => (attributes.length === 0 ? {} : { attributes: [...attributes] });`,
      put: `({ attributes, weather }: Marks) => ({
  ...(attributes.length === 0 ? {} : { attributes: [...attributes] }),
  ...(weather === null ? {} : { weather }),
});`,
    },
    { file: FIELDS, find: `({ marks: { attributes }, onChange }`, put: `({ marks: { attributes, weather }, onChange }` },
    {
      file: FIELDS,
      find: `    <div className="card-form__whole card-form__marks" role="group" aria-label={text("facts.attributes")}>
      {ATTRIBUTES.map((one) => (
        <Chip key={one} pressed={attributes.includes(one)} onClick={() => turn(one)}>
          {ATTRIBUTE_LABELS[one][language]}
        </Chip>
      ))}
    </div>
`,
      put: `    <>
      <div className="card-form__whole card-form__marks" role="group" aria-label={text("facts.attributes")}>
        {ATTRIBUTES.map((one) => (
          <Chip key={one} pressed={attributes.includes(one)} onClick={() => turn(one)}>
            {ATTRIBUTE_LABELS[one][language]}
          </Chip>
        ))}
      </div>
      <div className="card-form__whole card-form__marks" role="group" aria-label={WEATHER_LABEL[language]}>
        {WEATHERS.map((one) => (
          <Chip key={one} pressed={one === weather} onClick={() => onChange({ weather: one === weather ? null : one })}>
            {WEATHER_LABELS[one][language]}
          </Chip>
        ))}
      </div>
    </>
`,
    },

    // Card, row and log.
    {
      file: SHOWN,
      find: `import { ATTRIBUTE_LABELS, ATTRIBUTES, type Attribute, type Marks } from`,
      put: `import { ATTRIBUTE_LABELS, ATTRIBUTES, WEATHER_LABELS, WEATHERS, type Attribute, type Marks } from`,
    },
    { file: SHOWN, find: `markWords({ attributes }`, put: `markWords({ attributes, weather }` },
    {
      file: SHOWN,
      find: `  return ATTRIBUTES.filter((one) => said.includes(one)).map((one) => ATTRIBUTE_LABELS[one][language]);
`,
      put: `  return [
    ...ATTRIBUTES.filter((one) => said.includes(one)).map((one) => ATTRIBUTE_LABELS[one][language]),
    ...WEATHERS.filter((one) => one === weather).map((one) => WEATHER_LABELS[one][language]),
  ];
`,
    },
    ...["AttributeMarks", "AttributeGlyphs"].map((name) => ({
      file: SHOWN,
      find: `function ${name}({ attributes = [] }: Partial<Marks>): ReactNode {
  const { language } = useLanguage();
  return attributes.map(`,
      put: `function ${name}({ attributes = [], weather = null }: Partial<Marks>): ReactNode {
  const { language } = useLanguage();
  const shown = attributes.map(`,
    })),
    ...["Chip", "span"].map((tag) => after(SHOWN, `      </${tag}>\n    );\n  });\n`, WEATHER_MARK)),

    after("server/src/interventions/card.test.ts", `describe("attributes and priority", () => {\n`, TEST),
  ],
};

const DIALOG = "console/src/card/dialogs/mark-dialog.tsx";

/** The same, and the field can be changed later: in the form of the marks, with what it was in the log of the room. */
export const FIELD_CHANGED_LATER: Recipe = {
  name: "a field on an intervention that can be changed later",
  atMost: 16,
  edits: [
    ...FIELD.edits,
    {
      file: "server/src/interventions/interventions-routes.ts",
      find: `changed: (from, to) => ({ from: from.attributes, to: to.attributes, priority: { from: from.priority, to: to.priority } }),`,
      put: `changed: (from, to) => ({
        from: from.attributes,
        to: to.attributes,
        priority: { from: from.priority, to: to.priority },
        weather: { from: from.weather, to: to.weather },
      }),`,
    },
    {
      file: DIALOG,
      find: `import { ATTRIBUTES, ATTRIBUTE_LABELS, type Attribute } from`,
      put: `import { ATTRIBUTES, ATTRIBUTE_LABELS, WEATHER_LABELS, WEATHERS, type Attribute } from`,
    },
    after(
      DIALOG,
      `  const [marked, setMarked] = useState<readonly Attribute[]>(card.attributes);\n`,
      `  const [weather, setWeather] = useState(card.weather);\n`,
    ),
    { file: DIALOG, find: `attributes: [...marked], version`, put: `attributes: [...marked], weather, version` },
    {
      file: DIALOG,
      find: `        <Refusal problem={act.refused} />\n`,
      put: `        {WEATHERS.map((one) => (
          <span key={one} className="card-mark">
            <Checkbox
              label={WEATHER_LABELS[one][language]}
              checked={one === weather}
              onChange={() => setWeather(one === weather ? null : one)}
            />
          </span>
        ))}
        <Refusal problem={act.refused} />
`,
    },
  ],
};
