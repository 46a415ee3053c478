// What graphql-js answers to a document over the data that the server has. The data is read by a document of another
// form: every field under a key of its own, every set with its type, no directive. A reader of the answer stands in for
// the resolvers, and a list of no rows (`first: 0`) fails in both.
import { Kind, execute, getNamedType, isCompositeType, print } from "graphql";

const keyOf = (type, field) => {
  const given = [...(field.arguments ?? [])].sort((one, other) => (one.name.value < other.name.value ? -1 : 1)).map(print).join();
  let hash = 2166136261;
  for (const letter of `${type}.${field.name.value}(${given})`) hash = Math.imul(hash ^ letter.codePointAt(0), 16777619);
  return `k${(hash >>> 0).toString(36)}_${field.name.value}`;
};

/** A list that is asked for no rows fails. */
export const fails = (field) => (field.arguments ?? []).some((it) => it.name.value === "first" && it.value.kind === Kind.INT && it.value.value === "0");

/** The document that reads everything that another may select. */
export function reading(schema, document, operation) {
  const fragments = new Map(document.definitions.filter((it) => it.kind === Kind.FRAGMENT_DEFINITION).map((it) => [it.name.value, it]));
  const set = (sets, type) => {
    const fields = new Map();
    const inside = [];
    const spread = new Set();
    const gather = (it) => {
      for (const item of it.selections) {
        if (item.kind === Kind.FIELD) {
          if (item.name.value === "__typename" || fails(item)) continue;
          const key = keyOf(type.name, item);
          const known = fields.get(key) ?? { field: item, sets: [] };
          if (item.selectionSet) known.sets.push(item.selectionSet);
          fields.set(key, known);
        } else {
          const fragment = item.kind === Kind.FRAGMENT_SPREAD ? fragments.get(item.name.value) : item;
          if (item.kind === Kind.FRAGMENT_SPREAD && spread.has(item.name.value)) continue;
          spread.add(item.name?.value);
          const on = fragment.typeCondition ? schema.getType(fragment.typeCondition.name.value) : type;
          if (on === type) gather(fragment.selectionSet);
          else inside.push(`... on ${on.name} ${set([fragment.selectionSet], on)}`);
        }
      }
    };
    sets.forEach(gather);
    const read = [...fields].map(([key, { field, sets: below }]) => {
      const known = fieldOf(schema, type, field.name.value);
      const given = (field.arguments ?? []).length > 0 ? `(${field.arguments.map(print).join(", ")})` : "";
      const inner = getNamedType(known.type);
      return `${key}: ${field.name.value}${given}${isCompositeType(inner) ? ` ${set(below, inner)}` : ""}`;
    });
    return `{ __typename ${[...read, ...inside].join(" ")} }`;
  };
  const text = set([operation.selectionSet], schema.getQueryType());
  const used = (operation.variableDefinitions ?? []).filter((it) => new RegExp(`\\$${it.variable.name.value}\\b`).test(text));
  return `query Reading${used.length > 0 ? `(${used.map(print).join(", ")})` : ""} ${text}`;
}

function fieldOf(schema, type, name) {
  if (name === "__schema") return { type: schema.getType("__Schema") };
  if (name === "__type") return { type: schema.getType("__Type") };
  return type.getFields()[name];
}

/** What was read of one thing in two places. */
function together(one, other) {
  if (Array.isArray(one) && Array.isArray(other)) return one.map((it, at) => together(it, other[at]));
  if (one === null || other === null || typeof one !== "object" || typeof other !== "object") return one;
  const both = Object.keys(other).filter((key) => key in one).map((key) => [key, together(one[key], other[key])]);
  return { ...one, ...other, ...Object.fromEntries(both) };
}

/** What graphql-js answers over data that was read so. */
export async function expected(schema, document, variables, data) {
  const fieldResolver = (source, _, __, info) => {
    const [field] = info.fieldNodes;
    if (fails(field)) throw new Error("no rows");
    // a field may be selected of the object and of each of its interfaces, with other fields below it every time
    const keys = [info.parentType, ...info.parentType.getInterfaces()].map((it) => keyOf(it.name, field)).filter((it) => it in source);
    if (keys.length === 0) throw new Error(`${info.parentType.name}.${field.name.value} was not read`);
    return keys.map((it) => source[it]).reduce(together);
  };
  const result = await execute({ schema, document, rootValue: data, variableValues: variables, fieldResolver, typeResolver: (it) => it.__typename });
  const unread = (result.errors ?? []).find((it) => it.message !== "no rows");
  if (unread) throw unread;
  return { data: result.data === null ? null : JSON.parse(JSON.stringify(result.data)), paths: (result.errors ?? []).map((it) => it.path.join(".")) };
}
