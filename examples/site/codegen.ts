// Types of the schema, and of every document in src/ and scripts/; `npm run codegen` writes them to src/gql/.
import type { CodegenConfig } from "@graphql-codegen/cli";
import { addTypenameSelectionDocumentTransform } from "@graphql-codegen/client-preset";

const config: CodegenConfig = {
  schema: "../../schema.graphql",
  documents: ["src/**/*.{ts,tsx}", "scripts/*.ts", "!src/gql/**"],
  generates: {
    "src/gql/": {
      preset: "client",
      presetConfig: { fragmentMasking: false, persistedDocuments: true },
      documentTransforms: [addTypenameSelectionDocumentTransform],
      config: {
        scalars: {
          Date: "string",
          DateTime: "string",
          LanguageTag: "string",
          LicenceKey: "string",
          Slug: "string",
          TerritoryRef: "string",
          URL: "string",
        },
        strictScalars: true,
        useTypeImports: true,
      },
    },
  },
};

export default config;
