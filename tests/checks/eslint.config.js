// The schema as front ends meet it: everything described, names as GraphQL's world writes them, Relay's connections,
// one `input` a mutation and one payload.
import graphql from "@graphql-eslint/eslint-plugin";

const validation = [
  "known-argument-names",
  "known-directives",
  "known-type-names",
  "lone-schema-definition",
  "possible-type-extension",
  "provided-required-arguments",
  "unique-argument-names",
  "unique-directive-names",
  "unique-directive-names-per-location",
  "unique-field-definition-names",
  "unique-input-field-names",
  "unique-operation-types",
  "unique-type-names",
];

export default [
  {
    files: ["**/*.graphql"],
    languageOptions: { parser: graphql.parser, parserOptions: { graphQLConfig: { schema: "schema.graphql" } } },
    plugins: { "@graphql-eslint": graphql },
    rules: {
      ...Object.fromEntries(validation.map((name) => [`@graphql-eslint/${name}`, "error"])),
      "@graphql-eslint/require-description": [
        "error",
        {
          types: true,
          FieldDefinition: true,
          InputValueDefinition: true,
          EnumValueDefinition: true,
          DirectiveDefinition: true,
          // the exporter of the schema leaves out what is said of the arguments of directives; introspection has it
          ignoredSelectors: ["[type=InputValueDefinition][parent.kind=DirectiveDefinition]"],
        },
      ],
      "@graphql-eslint/naming-convention": [
        "error",
        {
          types: "PascalCase",
          FieldDefinition: "camelCase",
          InputValueDefinition: "camelCase",
          Argument: "camelCase",
          DirectiveDefinition: "camelCase",
          EnumValueDefinition: "UPPER_CASE",
          "FieldDefinition[parent.name.value=Mutation]": { style: "camelCase", forbiddenPrefixes: ["create", "update", "delete", "set", "get"] },
        },
      ],
      // connections also go by numbered pages: `first` and `last` stand beside them, and none is required
      "@graphql-eslint/relay-arguments": ["error", { includeBoth: true }],
      "@graphql-eslint/relay-connection-types": "error",
      // an edge of an interface names the interface, which implements Node
      "@graphql-eslint/relay-edge-types": ["error", { withEdgeSuffix: true, shouldImplementNode: false, listTypeCanWrapOnlyEdgeType: false }],
      "@graphql-eslint/relay-page-info": "error",
      "@graphql-eslint/input-name": ["error", { checkInputType: true, caseSensitiveInputType: false, checkMutations: true }],
      "@graphql-eslint/no-scalar-result-type-on-mutation": "error",
      "@graphql-eslint/require-field-of-type-query-in-mutation-result": "error",
      "@graphql-eslint/require-deprecation-reason": "error",
      "@graphql-eslint/require-deprecation-date": ["error", { argumentName: "reason" }],
      "@graphql-eslint/no-hashtag-description": "error",
      "@graphql-eslint/unique-enum-value-names": "error",
      "@graphql-eslint/require-nullable-fields-with-oneof": "error",
    },
  },
];
