// Documents over a schema, drawn by chance: fields, aliases, arguments, variables, fragments and directives wherever
// they may stand. Most are valid; some have overlapping fields that cannot be merged, which is part of the question.
import { getNamedType, isAbstractType, isCompositeType, isEnumType, isInputObjectType, isLeafType, isListType, isNonNullType } from "graphql";

/** Arguments that never fail when a document is carried out. The others are only validated. */
const SAFE = new Set(["first", "by", "id", "ids", "from", "format", "language", "includeDeprecated", "name"]);
const DEPTH = 5;

export class Generator {
  constructor(schema, samples, chance) {
    Object.assign(this, { schema, samples, chance });
  }

  /** One document; `safe` ones are answered, with failures only where `first` is 0. */
  document(safe, kind = "query") {
    this.safe = safe;
    this.variables = new Map();
    this.fragments = new Map();
    this.size = 0;
    const root = kind === "query" ? this.schema.getQueryType() : this.schema.getMutationType();
    // a mutation is validated and never carried out
    const off = kind === "query" ? "" : " @include(if: false)";
    const fields = Array.from({ length: 1 + this.chance.below(3) }, () => this.field(root, this.chance.one(this.fields(root)), DEPTH, off));
    const declared = [...this.variables].map(([name, { type, fallback }]) => `$${name}: ${type}${fallback}`);
    const head = declared.length > 0 || kind !== "query" || this.chance.happens(0.5) ? `${kind} Asked${declared.length > 0 ? `(${declared.join(", ")})` : ""} ` : "";
    const fragments = [...this.fragments.values()].map((it) => `fragment ${it.name} on ${it.type} ${it.set}`);
    const variables = Object.fromEntries([...this.variables].filter(([, it]) => it.value !== undefined).map(([name, it]) => [name, it.value]));
    return { text: `${head}{ ${fields.join(" ")} }\n${fragments.join("\n")}`, variables };
  }

  fields(type) {
    const known = Object.values(type.getFields());
    const possible = known.filter((it) => !this.safe || it.args.every((arg) => !isNonNullType(arg.type) || arg.defaultValue !== undefined || SAFE.has(arg.name)));
    return possible.filter((it) => !(this.safe && this.samples.failing.has(`${type.name}.${it.name}`)));
  }

  field(type, field, depth, directive = undefined) {
    this.size += 1;
    const named = getNamedType(field.type);
    const alias = this.chance.happens(0.2) ? `${this.chance.one(["a", "b", "c", "title", "id", "nodes"])}: ` : "";
    const below = isLeafType(named) ? "" : ` ${this.set(named, depth - 1)}`;
    return `${alias}${field.name}${this.arguments(field)}${directive ?? this.directives()}${below}`;
  }

  set(type, depth) {
    const items = [];
    const deep = depth <= 0 || this.size > 60;
    for (let at = 1 + this.chance.below(deep ? 2 : 4); at > 0; at -= 1) {
      if (this.chance.happens(0.12)) {
        items.push(`${this.chance.happens(0.3) ? "kind: " : ""}__typename`);
      } else if (!deep && this.chance.happens(isAbstractType(type) ? 0.5 : 0.15)) {
        items.push(this.fragment(type, depth));
      } else {
        const fields = type.getFields ? this.fields(type).filter((it) => !deep || isLeafType(getNamedType(it.type))) : [];
        items.push(fields.length > 0 ? this.field(type, this.chance.one(fields), depth) : "__typename");
      }
      // the same once more, or the same key for something else
      if (this.chance.happens(0.06)) items.push(items[this.chance.below(items.length)]);
    }
    return `{ ${items.join(" ")} }`;
  }

  fragment(type, depth) {
    const objects = new Set(isAbstractType(type) ? this.schema.getPossibleTypes(type) : [type]);
    const may = Object.values(this.schema.getTypeMap()).filter((it) => isCompositeType(it) && !it.name.startsWith("__"));
    const overlapping = may.filter((it) => (isAbstractType(it) ? this.schema.getPossibleTypes(it) : [it]).some((other) => objects.has(other)));
    const on = type.name.startsWith("__") ? type : this.chance.one(overlapping);
    const known = [...this.fragments.values()].filter((it) => it.type === on.name && it.set);
    if (known.length > 0 && this.chance.happens(0.4)) return `...${this.chance.one(known).name}${this.directives()}`;
    if (this.chance.happens(0.5)) {
      const condition = on === type && this.chance.happens(0.3) ? "" : ` on ${on.name}`;
      return `...${condition}${this.directives()} ${this.set(on, depth - 1)}`;
    }
    const fragment = { name: `F${this.fragments.size}`, type: on.name, set: undefined };
    this.fragments.set(fragment.name, fragment);
    fragment.set = this.set(on, depth - 1);
    return `...${fragment.name}${this.directives()}`;
  }

  directives() {
    if (!this.chance.happens(0.08)) return "";
    const name = this.chance.one(["skip", "include"]);
    const condition = this.chance.happens(0.5) ? this.chance.one(["true", "false"]) : this.variable("Boolean!", this.chance.happens(0.5));
    return ` @${name}(if: ${condition})`;
  }

  arguments(field) {
    const given = [];
    for (const arg of field.args) {
      const required = isNonNullType(arg.type) && arg.defaultValue === undefined;
      if (!required && (!this.chance.happens(0.4) || (this.safe && !SAFE.has(arg.name)))) continue;
      const value = this.samples.argument(arg, this) ?? this.value(arg.type);
      given.push(`${arg.name}: ${value}`);
    }
    // lists are kept short, so that answers are
    if (field.args.some((it) => it.name === "first") && !given.some((it) => it.startsWith("first"))) {
      given.push(`first: ${this.chance.happens(0.06) ? 0 : 1 + this.chance.below(3)}`);
    }
    return given.length > 0 ? `(${given.join(", ")})` : "";
  }

  variable(type, value) {
    const fallback = !type.endsWith("!") && this.chance.happens(0.3) ? ` = ${JSON.stringify(value)}` : "";
    const name = `v${this.variables.size}`;
    const sent = type.endsWith("!") || this.chance.happens(0.7) ? value : undefined;
    this.variables.set(name, { type, fallback, value: sent });
    return `$${name}`;
  }

  value(type, deep = 2) {
    if (isNonNullType(type)) return this.value(type.ofType, deep);
    if (isListType(type)) {
      return this.chance.happens(0.2) ? this.value(type.ofType, deep) : `[${Array.from({ length: this.chance.below(3) }, () => this.value(type.ofType, deep)).join(", ")}]`;
    }
    if (isEnumType(type)) return this.chance.one(type.getValues()).name;
    if (isInputObjectType(type)) return this.object(type, deep);
    if (type.name === "Boolean") return this.chance.one(["true", "false"]);
    if (type.name === "Int") return this.chance.happens(0.2) ? this.variable("Int", 2) : String(1 + this.chance.below(4));
    if (type.name === "Float") return this.chance.one(["1", "1.5", "-2e1"]);
    return JSON.stringify(this.chance.one(this.samples.texts[type.name] ?? ["x"]));
  }

  object(type, deep) {
    const fields = Object.values(type.getFields());
    const given = type.isOneOf
      ? [this.chance.one(fields)]
      : fields.filter((it) => (isNonNullType(it.type) && it.defaultValue === undefined) || (deep > 0 && this.chance.happens(0.2)));
    return `{ ${given.map((it) => `${it.name}: ${this.value(it.type, deep - 1)}`).join(", ")} }`;
  }
}
