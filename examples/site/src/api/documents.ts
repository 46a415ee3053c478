// Trusted documents: codegen writes the hash of each document into it, and all of them to src/gql/persisted-documents.json.

export const hashOf = (document: object): string => {
  const { __meta__: meta } = document as { __meta__?: { hash?: string } };
  if (!meta?.hash) throw new Error("codegen did not see this document");
  return meta.hash;
};
