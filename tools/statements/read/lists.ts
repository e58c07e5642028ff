import { isArrowFunction, isCallExpression } from "typescript/unstable/ast/is";
import type { Expression, PropertyAccessExpression } from "typescript/unstable/ast";
import { literalsOf, valueOfBody, type Reader } from "./names.ts";
import { keyOf } from "../program.ts";
import { textValue, UNKNOWN, type Scope, type Value } from "./values.ts";

const KEEPS = new Set(["filter", "toSorted", "slice"]);

/** The names of an object's members, each with a value that is known at run time only. */
function entriesOf(reader: Reader, node: Expression | undefined): Value {
  const type = node === undefined ? undefined : reader.typeOf(node);
  if (type === undefined) return UNKNOWN;
  const names = reader.program.checker.getPropertiesOfType(type).map(({ name }) => name);
  return { kind: "list", items: names.map((name) => ({ kind: "list", items: [textValue(name), UNKNOWN] })) };
}

/** The list on which a method works. One that is known at run time only has an item for each text that its items may be, or one. */
function receiver(reader: Reader, node: Expression, scope: Scope): Value {
  if (isCallExpression(node) && node.expression.getText() === "Object.entries") return entriesOf(reader, node.arguments[0]);
  return reader.evaluate(reader, node, scope);
}

/** Calls `map` or `flatMap` for each item. */
function mapped(reader: Reader, list: Value, callback: Expression, scope: Scope): Value {
  if (!isArrowFunction(callback)) return UNKNOWN;
  const [parameter] = callback.parameters;
  const texts = parameter === undefined || list.kind === "list" ? [] : literalsOf(reader, parameter.name);
  const items: readonly Value[] = list.kind === "list" ? list.items : texts.length > 0 ? texts.map(textValue) : [UNKNOWN];
  const made = items.map((item, nth) => {
    const bound = parameter === undefined ? scope.bound : new Map([...scope.bound, [keyOf(parameter), item] as const]);
    return valueOfBody(reader, callback, { id: `${scope.id}/${keyOf(callback)}#${nth}`, bound });
  });
  const flat = made.flatMap((value) => (value.kind === "list" ? value.items : [value]));
  return { kind: "list", items: flat.filter(({ kind }) => kind !== "none") };
}

/** A method of a list or of a text, as far as statements are put together by it; null for any other. */
export function listCall(
  reader: Reader,
  { expression, name }: PropertyAccessExpression,
  args: readonly Expression[],
  scope: Scope,
): Value | null {
  const [first] = args;
  const method = name.text;
  if (method === "map" || method === "flatMap")
    return first === undefined ? UNKNOWN : mapped(reader, receiver(reader, expression, scope), first, scope);
  if (KEEPS.has(method)) return receiver(reader, expression, scope);
  if (method !== "split" && method !== "join") return null;
  const [on, separator] = [
    reader.evaluate(reader, expression, scope),
    first === undefined ? UNKNOWN : reader.evaluate(reader, first, scope),
  ];
  if (separator.kind !== "text") return UNKNOWN;
  if (method === "split") return on.kind === "text" ? { kind: "list", items: on.text.split(separator.text).map(textValue) } : UNKNOWN;
  if (on.kind !== "list") return UNKNOWN;
  const texts = on.items.flatMap((item) => (item.kind === "text" ? [item.text] : []));
  return texts.length === on.items.length ? textValue(texts.join(separator.text)) : UNKNOWN;
}
