// Documents with one thing changed, as people and programs get them wrong: most are invalid then, not all.
import { Kind, Lexer, Source, TokenKind, parse, print, visit } from "graphql";

export function mutate(text, chance, schema) {
  if (chance.happens(0.25)) return ofTokens(text, chance);
  try {
    return print(ofTree(parse(text), chance, schema));
  } catch {
    return ofTokens(text, chance);
  }
}

/** Leaves a token out, writes it twice, or puts another in its place. */
function ofTokens(text, chance) {
  const tokens = [];
  const lexer = new Lexer(new Source(text));
  for (let it = lexer.advance(); it.kind !== TokenKind.EOF; it = lexer.advance()) tokens.push(text.slice(it.start, it.end));
  const at = chance.below(tokens.length);
  const drawn = chance.one([...tokens, "on", "null", "{", "}", "(", ")", ":", "$", "@skip", "...", "0", "01", "\"\\ud83d\"", "\"\\u{1F600}\"", "\"\"\"x\"\"\""]);
  const [removed, put] = chance.one([[1, []], [0, [tokens[at]]], [1, [drawn]], [0, [drawn]]]);
  tokens.splice(at, removed, ...put);
  return tokens.join(" ");
}

const name = (value) => ({ kind: Kind.NAME, value });
const literal = (chance) => chance.one([
  { kind: Kind.INT, value: "7" }, { kind: Kind.INT, value: "3000000000" }, { kind: Kind.FLOAT, value: "1.5" }, { kind: Kind.STRING, value: "text" },
  { kind: Kind.BOOLEAN, value: true }, { kind: Kind.NULL }, { kind: Kind.ENUM, value: "NOTHING" }, { kind: Kind.LIST, values: [] },
  { kind: Kind.OBJECT, fields: [] }, { kind: Kind.VARIABLE, name: name("nothing") },
]);

/** What may be changed about a node of each kind; each gives the node that stands in its place. */
const CHANGES = {
  Field: [
    (it) => ({ ...it, name: name(`${it.name.value}x`) }),
    (it) => ({ ...it, alias: name("title") }),
    (it) => ({ ...it, selectionSet: undefined }),
    (it) => ({ ...it, selectionSet: { kind: Kind.SELECTION_SET, selections: [{ kind: Kind.FIELD, name: name("id") }] } }),
    (it) => ({ ...it, arguments: [] }),
    (it) => ({ ...it, arguments: [...it.arguments, ...it.arguments.slice(0, 1)] }),
    (it, chance) => ({ ...it, arguments: [...it.arguments, { kind: Kind.ARGUMENT, name: name("first"), value: literal(chance) }] }),
    (it, chance) => ({ ...it, directives: [...it.directives, directive(chance)] }),
  ],
  Argument: [
    (it) => ({ ...it, name: name(`${it.name.value}x`) }),
    (it, chance) => ({ ...it, value: literal(chance) }),
    (it, chance) => ({ ...it, value: { kind: Kind.LIST, values: [it.value, literal(chance)] } }),
  ],
  ObjectField: [
    (it) => ({ ...it, name: name(`${it.name.value}x`) }),
    (it, chance) => ({ ...it, value: literal(chance) }),
  ],
  ObjectValue: [(it) => ({ ...it, fields: [...it.fields, ...it.fields.slice(0, 1)] }), (it) => ({ ...it, fields: it.fields.slice(1) })],
  EnumValue: [(it) => ({ kind: Kind.STRING, value: it.value }), (it) => ({ ...it, value: it.value.toLowerCase() })],
  InlineFragment: [(it, chance, types) => ({ ...it, typeCondition: on(chance.one(types)) })],
  FragmentDefinition: [
    (it, chance, types) => ({ ...it, typeCondition: on(chance.one(types)) }),
    (it) => ({ ...it, name: name("Unused") }),
    (it) => ({ ...it, selectionSet: { ...it.selectionSet, selections: [...it.selectionSet.selections, { kind: Kind.FRAGMENT_SPREAD, name: it.name }] } }),
  ],
  FragmentSpread: [(it) => ({ ...it, name: name("Nothing") }), (it, chance) => ({ ...it, directives: [directive(chance), directive(chance)] })],
  VariableDefinition: [
    (it, chance, types) => ({ ...it, type: { kind: Kind.NAMED_TYPE, name: name(chance.one([...types, "Int", "String", "Boolean", "ID"])) } }),
    (it) => ({ ...it, type: it.type.kind === Kind.NON_NULL_TYPE ? it.type.type : { kind: Kind.NON_NULL_TYPE, type: it.type } }),
    (it) => ({ ...it, type: { kind: Kind.LIST_TYPE, type: it.type } }),
    (it) => ({ ...it, variable: { ...it.variable, name: name("nothing") } }),
    (it, chance) => ({ ...it, defaultValue: chance.one([{ kind: Kind.NULL }, { kind: Kind.INT, value: "1" }, { kind: Kind.STRING, value: "x" }]) }),
  ],
  OperationDefinition: [
    (it) => ({ ...it, variableDefinitions: [...it.variableDefinitions, ...it.variableDefinitions.slice(0, 1)] }),
    (it) => ({ ...it, variableDefinitions: it.variableDefinitions.slice(1) }),
    (it) => ({ ...it, variableDefinitions: [...it.variableDefinitions, { kind: Kind.VARIABLE_DEFINITION, variable: { kind: Kind.VARIABLE, name: name("unused") }, type: { kind: Kind.NAMED_TYPE, name: name("Int") } }] }),
    (it, chance) => ({ ...it, directives: [directive(chance)] }),
  ],
};

const on = (type) => ({ kind: Kind.NAMED_TYPE, name: name(type) });
const directive = (chance) => ({
  kind: Kind.DIRECTIVE,
  name: name(chance.one(["skip", "include", "skip", "deprecated", "oneOf", "nothing"])),
  arguments: chance.happens(0.2) ? [] : [{ kind: Kind.ARGUMENT, name: name("if"), value: chance.happens(0.7) ? { kind: Kind.BOOLEAN, value: chance.happens(0.5) } : literal(chance) }],
});

function ofTree(document, chance, schema) {
  const types = Object.keys(schema.getTypeMap()).filter((it) => !it.startsWith("__"));
  let count = 0;
  visit(document, { enter: (it) => { if (CHANGES[it.kind]) count += 1; } });
  const chosen = chance.below(count);
  let at = -1;
  return visit(document, {
    enter: (it) => {
      if (!CHANGES[it.kind]) return undefined;
      at += 1;
      return at === chosen ? chance.one(CHANGES[it.kind])({ arguments: [], directives: [], variableDefinitions: [], ...it }, chance, types) : undefined;
    },
  });
}
